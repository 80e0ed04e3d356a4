package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Gateways;

import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import java.util.Properties;

/** E-mail by SMTP. */
final class MailChannel implements Channel {
    private static final String PATIENCE = "5000";

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String from;

    MailChannel(Gateways.Smtp smtp) {
        from = smtp.from();
        sender.setHost(smtp.host());
        sender.setPort(smtp.port());
        Properties properties = sender.getJavaMailProperties();
        if (!smtp.user().isEmpty()) {
            sender.setUsername(smtp.user());
            sender.setPassword(smtp.password());
            properties.setProperty("mail.smtp.auth", "true");
        }
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(smtp.startTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(smtp.startTls()));
        properties.setProperty("mail.smtp.connectiontimeout", PATIENCE);
        properties.setProperty("mail.smtp.timeout", PATIENCE);
        properties.setProperty("mail.smtp.writetimeout", PATIENCE);
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public void send(Notice notice, String address) throws DeliveryFailed {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(address);
        message.setSubject(notice.subject());
        message.setText(notice.body());
        try {
            sender.send(message);
        } catch (MailException refused) {
            throw new DeliveryFailed(
                    "the mail server did not take it (%s)"
                            .formatted(refused.getClass().getSimpleName()),
                    refused);
        }
    }
}
