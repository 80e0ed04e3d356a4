package dev.nightshift.jobs.retention;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rejects files of imports that were written to the data dir 90 days ago or earlier; those that an
 * operator had written elsewhere are the operator's. Thread-safe.
 */
public final class RetainedRejects implements Retained {
    private static final Duration KEPT = Duration.ofDays(90);

    private final Path folder;
    private final InstantSource clock;

    /**
     * Of a folder.
     *
     * @param folder with one folder for each company; may be missing
     */
    public RetainedRejects(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rejectsFiles";
    }

    @Override
    public long count(TenantContext company) {
        return old(company).size();
    }

    @Override
    public long delete(TenantContext company, int limit) {
        List<Path> some = old(company).stream().limit(limit).toList();
        try {
            for (Path file : some) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return some.size();
    }

    private List<Path> old(TenantContext company) {
        Path files = folder.resolve(company.companyId());
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        Instant cutoff = clock.instant().minus(KEPT);
        try (Stream<Path> found = Files.list(files)) {
            List<Path> old = new java.util.ArrayList<>();
            for (Path file : found.filter(each -> each.toString().endsWith(".csv")).toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isAfter(cutoff)) {
                    old.add(file);
                }
            }
            return old;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private NightshiftException unusable(IOException cause) {
        return new NightshiftException(
                FailureCode.REJECTS_UNWRITABLE,
                "Old rejects files could not be deleted.",
                "Check the permissions of %s.".formatted(folder),
                cause);
    }
}
