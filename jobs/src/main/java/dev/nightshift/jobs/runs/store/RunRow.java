package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A run as {@code runs list} and {@code runs show} give it; the component names are the JSON
 * contract. All times are the relational store's.
 *
 * @param companyId null for a run of the platform itself
 * @param stateReason why the state is what it is, empty when it speaks for itself
 * @param launchedAt when it was first asked for
 * @param queuedAt when its newest attempt was asked for
 * @param startedAt when it first began to work, null while it waits
 * @param attemptStartedAt when its newest attempt began to work, null while that waits
 * @param endedAt when it came to rest; of a run whose process died, the last sign of life
 * @param durationMs time at work, all attempts together
 * @param attempts how often it was started: the number of its newest attempt
 * @param counts as committed with the last batch
 * @param done work done so far, in the unit of {@code total}
 * @param total all the work, null when it is not known
 * @param failureCode null unless it failed
 * @param parameters as they were given, secrets masked
 * @param artefacts what it left behind, by name
 * @param host where it runs or ran last
 */
public record RunRow(
        long runId,
        String job,
        @Nullable String companyId,
        RunState state,
        String stateReason,
        String startedBy,
        Instant launchedAt,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant attemptStartedAt,
        @Nullable Instant endedAt,
        long durationMs,
        int attempts,
        Map<String, Long> counts,
        long done,
        @Nullable Long total,
        @Nullable String failureCode,
        @Nullable String message,
        @Nullable String hint,
        Map<String, String> parameters,
        Map<String, String> artefacts,
        @Nullable String host,
        @Nullable Long pid) {}
