package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;

/** A way out. Thread-safe; a call takes at most some seconds. */
public interface Channel {
    /** Which one it is. */
    ChannelKind kind();

    /**
     * Sends. Doing it twice may reach a person twice.
     *
     * @throws DeliveryFailed when it was not taken
     */
    void send(Notice notice, String address) throws DeliveryFailed;
}
