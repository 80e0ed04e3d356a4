package dev.nightshift.schedules.quartz;

import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;

/** Hears of misfires before Quartz works out the next time. Thread-safe. */
final class MisfireListener extends TriggerListenerSupport {
    private final Due due;

    MisfireListener(Due due) {
        this.due = due;
    }

    @Override
    public String getName() {
        return "misfires";
    }

    @Override
    public void triggerMisfired(Trigger trigger) {
        boolean made =
                due.misfired(trigger.getKey().getName(), trigger.getNextFireTime().toInstant());
        if (!made && trigger instanceof NightTrigger night) {
            night.forgo();
        }
    }
}
