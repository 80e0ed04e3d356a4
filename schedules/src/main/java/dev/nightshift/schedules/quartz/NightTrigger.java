package dev.nightshift.schedules.quartz;

import dev.nightshift.schedules.times.FireTimes;

import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.CronTrigger;
import org.quartz.ScheduleBuilder;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.spi.MutableTrigger;

import java.text.ParseException;
import java.util.Date;
import java.util.TimeZone;

/**
 * Quartz's trigger by cron expression, due when {@link FireTimes} says so: Quartz itself loses runs
 * when the clocks change.
 */
public final class NightTrigger extends CronTriggerImpl {
    private static final long serialVersionUID = 1L;

    private transient boolean forgone;

    /**
     * A trigger by an expression.
     *
     * @throws ParseException when it is none
     */
    static NightTrigger of(String cron, TimeZone zone) throws ParseException {
        NightTrigger trigger = new NightTrigger();
        trigger.setTimeZone(zone);
        trigger.setCronExpression(cron);
        return trigger;
    }

    /** So that Quartz keeps it by {@link NightTriggerDelegate} and not as a trigger of its own. */
    @Override
    public boolean hasAdditionalProperties() {
        return true;
    }

    /** What was missed now is not made up for. */
    void forgo() {
        forgone = true;
    }

    @Override
    public void updateAfterMisfire(@Nullable Calendar days) {
        int rule = getMisfireInstruction();
        if (forgone) {
            forgone = false;
            setMisfireInstruction(MISFIRE_INSTRUCTION_DO_NOTHING);
        }
        super.updateAfterMisfire(days);
        setMisfireInstruction(rule);
    }

    @Override
    protected @Nullable Date getTimeAfter(Date moment) {
        try {
            return FireTimes.of(getCronExpression(), getTimeZone().toZoneId())
                    .after(moment.toInstant())
                    .map(Date::from)
                    .orElse(null);
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public ScheduleBuilder<CronTrigger> getScheduleBuilder() {
        return new Builder(getCronExpression(), getTimeZone(), getMisfireInstruction());
    }

    /** Makes triggers. */
    static final class Builder extends ScheduleBuilder<CronTrigger> {
        private final String cron;
        private final TimeZone zone;
        private final int misfire;

        Builder(String cron, TimeZone zone, int misfire) {
            this.cron = cron;
            this.zone = zone;
            this.misfire = misfire;
        }

        @Override
        protected MutableTrigger build() {
            try {
                NightTrigger trigger = of(cron, zone);
                trigger.setMisfireInstruction(misfire);
                return trigger;
            } catch (ParseException impossible) {
                throw new IllegalStateException(cron, impossible);
            }
        }
    }
}
