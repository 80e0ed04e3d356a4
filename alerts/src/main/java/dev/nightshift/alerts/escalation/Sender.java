package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.channels.Channels;
import dev.nightshift.alerts.channels.DeliveryFailed;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;

import java.util.function.BooleanSupplier;

/** Sends and counts, while its pass may go on. Used by one thread. */
final class Sender {
    static final String SENT = "sent";

    private final Channels channels;
    private final BooleanSupplier mayGoOn;
    private int sent;
    private int failed;

    Sender(Channels channels, BooleanSupplier mayGoOn) {
        this.channels = channels;
        this.mayGoOn = mayGoOn;
    }

    /** What became of it: {@link #SENT}, or why not. */
    String send(Contact contact, ChannelKind channel, Notice notice) {
        String outcome = outcome(contact, channel, notice);
        if (outcome.equals(SENT)) {
            sent++;
        } else {
            failed++;
        }
        return outcome;
    }

    private String outcome(Contact contact, ChannelKind channel, Notice notice) {
        String address = contact.addresses().get(channel);
        if (address == null) {
            return "the contact has no address for it any more";
        }
        if (!mayGoOn.getAsBoolean()) {
            return "another pass took over";
        }
        try {
            channels.send(channel, notice, address);
            return SENT;
        } catch (DeliveryFailed reason) {
            return String.valueOf(reason.getMessage());
        }
    }

    int sent() {
        return sent;
    }

    int failed() {
        return failed;
    }
}
