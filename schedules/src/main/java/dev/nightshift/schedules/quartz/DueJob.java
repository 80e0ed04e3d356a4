package dev.nightshift.schedules.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz knows of our jobs: that something is due. Made by the scheduler for each time. */
final class DueJob implements Job {
    private final Due due;

    DueJob(Due due) {
        this.due = due;
    }

    @Override
    public void execute(JobExecutionContext context) {
        due.due(
                context.getJobDetail().getKey().getName(),
                context.getScheduledFireTime().toInstant());
    }
}
