package dev.nightshift.alerts.routing;

/**
 * What keeps a contact, or everybody, from being reached.
 *
 * @param who the contact's name, or the gateway's
 * @param what is wrong
 * @param fix what to do about it
 */
public record ContactProblem(String who, String what, String fix) {
    /** In one line. */
    @Override
    public String toString() {
        return "%s: %s; %s".formatted(who, what, fix);
    }
}
