package dev.nightshift.drills.surroundings;

import dev.nightshift.drills.faults.Target;

/** What one drill works on: a target, and the load that goes through it. */
public record Subject(Target target, Workload workload) implements AutoCloseable {
    @Override
    public void close() {
        try {
            workload.close();
        } finally {
            target.close();
        }
    }
}
