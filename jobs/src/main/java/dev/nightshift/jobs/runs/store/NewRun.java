package dev.nightshift.jobs.runs.store;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a run begins with.
 *
 * @param exclusiveKey what it must have to itself while it works; null for nothing
 * @param parameters to be stored, secrets masked already
 */
public record NewRun(
        String job,
        @Nullable String companyId,
        String instanceKey,
        @Nullable String exclusiveKey,
        String startedBy,
        String requestId,
        Map<String, String> parameters) {}
