package dev.nightshift.jobs.sloprobe.measure;

/** An operation that is ready; closing it takes away what its requests left. */
public interface OpenProbe extends Operation, AutoCloseable {
    @Override
    default void close() {}
}
