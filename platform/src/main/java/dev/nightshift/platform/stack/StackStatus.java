package dev.nightshift.platform.stack;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A running background process.
 *
 * @param pid of the process that holds the servers
 * @param startedAt when it was ready
 * @param dataDir whose stores it serves
 * @param mongodb which engine serves, with its version; empty when it serves none
 * @param redis which engine serves, with its version; empty when it serves none
 * @param relational which engine serves, with its version; empty when it serves none
 * @param log where the process writes
 */
public record StackStatus(
        long pid,
        Instant startedAt,
        Path dataDir,
        Optional<String> mongodb,
        Optional<String> redis,
        Optional<String> relational,
        Path log) {}
