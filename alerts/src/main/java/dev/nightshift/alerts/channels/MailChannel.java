package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Gateways;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.MailException;
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
        MimeMessage message = sender.createMimeMessage();
        try {
            message.setFrom(from);
            message.setRecipients(Message.RecipientType.TO, address);
            message.setSubject(notice.subject(), "UTF-8");
            message.setText(notice.body(), "UTF-8");
            sender.send(message);
        } catch (MailException | MessagingException refused) {
            throw new DeliveryFailed(
                    "the mail server did not take it (%s)"
                            .formatted(refused.getClass().getSimpleName()),
                    refused);
        }
    }
}
