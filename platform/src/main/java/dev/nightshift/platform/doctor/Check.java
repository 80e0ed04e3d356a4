package dev.nightshift.platform.doctor;

/**
 * One line of the doctor's findings, without secrets.
 *
 * @param name of what was looked at; stable, for example {@code mongodb}
 * @param status of it
 * @param detail what was found
 * @param hint what to do; empty when there is nothing to do
 */
public record Check(String name, Status status, String detail, String hint) {
    /** How bad it is. */
    public enum Status {
        /** As it should be. */
        OK,
        /** Works, and wants attention. */
        WARN,
        /** Does not work. */
        FAIL
    }

    static Check ok(String name, String detail) {
        return new Check(name, Status.OK, detail, "");
    }

    static Check warn(String name, String detail, String hint) {
        return new Check(name, Status.WARN, detail, hint);
    }

    static Check fail(String name, String detail, String hint) {
        return new Check(name, Status.FAIL, detail, hint);
    }
}
