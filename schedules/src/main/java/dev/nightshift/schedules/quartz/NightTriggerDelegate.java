package dev.nightshift.schedules.quartz;

import org.quartz.CronTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.CronTriggerPersistenceDelegate;
import org.quartz.spi.OperableTrigger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TimeZone;

/** Keeps {@link NightTrigger}s in Quartz's own table of cron expressions. Made by Quartz. */
public final class NightTriggerDelegate extends CronTriggerPersistenceDelegate {
    @Override
    public String getHandledTriggerTypeDiscriminator() {
        return "NIGHT";
    }

    @Override
    public boolean canHandleTriggerType(OperableTrigger trigger) {
        return trigger instanceof NightTrigger;
    }

    @Override
    public TriggerPropertyBundle loadExtendedTriggerPropertiesFromResultSet(
            ResultSet row, TriggerKey key) throws SQLException {
        // Quartz sets the misfire instruction itself: it is in another column.
        return new TriggerPropertyBundle(
                new NightTrigger.Builder(
                        row.getString(COL_CRON_EXPRESSION),
                        TimeZone.getTimeZone(row.getString(COL_TIME_ZONE_ID)),
                        CronTrigger.MISFIRE_INSTRUCTION_SMART_POLICY),
                null,
                null);
    }
}
