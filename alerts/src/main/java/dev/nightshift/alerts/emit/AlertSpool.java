package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Keeps alerts on disk for the next process that has the stores: for commands that need neither
 * MongoDB nor Redis. Touches the disk with the first alert. Thread-safe.
 */
public final class AlertSpool implements AlertService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertSpool.class);

    private final Path folder;
    private final InstantSource clock;
    private @Nullable Journal journal;

    /** Beside the journals in that folder. */
    public AlertSpool(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public synchronized void sendAlert(TenantContext context, Alert alert) {
        try {
            Journal open = journal;
            if (open == null) {
                PrivateFiles.directory(folder);
                open = Journal.create(folder, Pipeline.Limits.DEFAULT.journalBytes());
                journal = open;
            }
            if (!open.append(Emit.of(context, alert, clock.instant()).toLine())) {
                open.lose();
            }
        } catch (IOException | RuntimeException failed) {
            log.atError()
                    .addKeyValue("companyId", context.companyId())
                    .addKeyValue("event", "alert.lost")
                    .log("An alert could not be kept: {}", alert.code());
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (journal != null) {
                journal.close();
            }
        } catch (IOException kept) {
            log.atWarn().addKeyValue("event", "alerts.journal").log("{}", kept.toString());
        }
    }
}
