package dev.nightshift.alerts.channels;

/** A channel did not take a message; the reason names no address and no secret. */
public final class DeliveryFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a reason for operators. */
    public DeliveryFailed(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** With a reason for operators. */
    public DeliveryFailed(String reason) {
        super(reason);
    }
}
