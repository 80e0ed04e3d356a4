package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.store.Meanwhile;

import java.util.Collection;
import java.util.Map;

/**
 * What happens to alerts that cannot be recorded. Called by the recorder's thread. Implementations
 * are thread-safe.
 */
public interface Standby {
    /** Does nothing: what waits is told when it is recorded. */
    Standby NONE =
            new Standby() {
                @Override
                public void waiting(boolean mongodbIsAway) {
                    // Nobody is told.
                }

                @Override
                public Map<String, Meanwhile> told() {
                    return Map.of();
                }

                @Override
                public void recorded(Collection<String> matters) {
                    // Nothing was told.
                }
            };

    /** Alerts wait and still cannot be recorded; called every now and then while it is so. */
    void waiting(boolean mongodbIsAway);

    /** What was told of matters that are not recorded yet, by the matter. */
    Map<String, Meanwhile> told();

    /** These are recorded now, with what was told of them. */
    void recorded(Collection<String> matters);
}
