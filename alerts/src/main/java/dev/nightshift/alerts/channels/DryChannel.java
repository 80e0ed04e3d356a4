package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;

/** Takes everything and sends nothing. */
final class DryChannel implements Channel {
    @Override
    public ChannelKind kind() {
        return ChannelKind.DRY;
    }

    @Override
    public void send(Notice notice, String address) {
        // Nothing leaves: the record of the delivery is what a drill looks at.
    }
}
