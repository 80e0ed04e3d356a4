package dev.nightshift.jobs.sloprobe.operations;

import dev.nightshift.jobs.sloprobe.measure.Operation;

/** An operation that is ready; closing it takes away what its requests left. */
public interface OpenProbe extends Operation, AutoCloseable {
    @Override
    default void close() {}
}
