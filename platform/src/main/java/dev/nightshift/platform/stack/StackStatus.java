package dev.nightshift.platform.stack;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A running background process.
 *
 * @param pid of the process that holds the servers
 * @param startedAt when it was ready
 * @param dataDir whose stores it serves
 * @param version of the service that started it
 * @param mongodb which engine serves, with its version
 * @param redis which engine serves, with its version
 * @param relational which engine serves, with its version
 * @param log where the process writes
 */
public record StackStatus(
        long pid,
        Instant startedAt,
        Path dataDir,
        String version,
        String mongodb,
        String redis,
        String relational,
        Path log) {}
