package dev.nightshift.alerts.store;

/**
 * A company's record of alerts in numbers.
 *
 * @param alerts documents
 * @param open of these, not resolved
 * @param recorded emits that were told
 * @param suppressed emits that were repeats within a minute
 */
public record Totals(long alerts, long open, long recorded, long suppressed) {
    /** Both together. */
    public Totals plus(Totals more) {
        return new Totals(
                alerts + more.alerts,
                open + more.open,
                recorded + more.recorded,
                suppressed + more.suppressed);
    }
}
