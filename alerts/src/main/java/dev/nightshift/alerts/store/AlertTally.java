package dev.nightshift.alerts.store;

/**
 * The alerts of one code and severity, in numbers.
 *
 * @param alerts documents
 * @param open of these, not resolved
 * @param taken of the open ones, acknowledged by somebody
 * @param recorded emits that were told
 * @param suppressed emits that were repeats within a minute
 */
public record AlertTally(
        String code,
        String severity,
        long alerts,
        long open,
        long taken,
        long recorded,
        long suppressed) {
    /** Both together, under this one's name. */
    public AlertTally plus(AlertTally more) {
        return new AlertTally(
                code,
                severity,
                alerts + more.alerts,
                open + more.open,
                taken + more.taken,
                recorded + more.recorded,
                suppressed + more.suppressed);
    }

    /** The same under another name, to be added up with others. */
    public AlertTally as(String otherCode, String otherSeverity) {
        return new AlertTally(otherCode, otherSeverity, alerts, open, taken, recorded, suppressed);
    }
}
