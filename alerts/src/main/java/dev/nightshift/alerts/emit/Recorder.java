package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.store.Added;
import dev.nightshift.alerts.store.AlertKey;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.Meanwhile;
import dev.nightshift.alerts.store.Occurrences;
import dev.nightshift.alerts.store.TrialRecords;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes a journal's lines into the record. Used by one thread. */
final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private record Matter(String companyId, AlertKey key) {
        String id() {
            return Keys.id(companyId, key);
        }
    }

    private record TrialOf(TenantContext context, String trial) {}

    private record Numbered(Journal.Line line, Emit emit) {}

    private final AlertStore store;
    private final TrialRecords trials;
    private final HeartbeatLog heartbeats;
    private final Dedup dedup;
    private final Keys keys;
    private final Standby standby;

    /** What was decided of lines that are not known to be recorded, by journal and line. */
    private final Map<String, Boolean> decided = new HashMap<>();

    /**
     * What became of lines, each counted once however often the store broke off.
     *
     * @param unreadable as they are
     */
    record Outcome(long recorded, long suppressed, List<String> unreadable) {}

    Recorder(
            AlertStore store,
            TrialRecords trials,
            HeartbeatLog heartbeats,
            Dedup dedup,
            Keys keys,
            Standby standby) {
        this.store = store;
        this.trials = trials;
        this.heartbeats = heartbeats;
        this.dedup = dedup;
        this.keys = keys;
        this.standby = standby;
    }

    /**
     * Records the lines.
     *
     * @param replayed whether they may have been recorded by another process; those are not counted
     * @throws dev.nightshift.platform.failure.NightshiftException when the store is away; some may
     *     be recorded, and doing it again is safe
     */
    Outcome record(String journal, List<Journal.Line> lines, boolean replayed) {
        List<String> unreadable = new ArrayList<>();
        Map<Matter, List<Numbered>> matters = new LinkedHashMap<>();
        Map<TrialOf, Map<AlertKey, List<Numbered>>> tried = new LinkedHashMap<>();
        for (Journal.Line line : lines) {
            Emit emit = read(line.text());
            if (emit == null) {
                unreadable.add(line.text());
            } else if (emit.trial() != null) {
                tried.computeIfAbsent(
                                new TrialOf(emit.context(), emit.trial()),
                                any -> new LinkedHashMap<>())
                        .computeIfAbsent(keys.of(emit), any -> new ArrayList<>())
                        .add(new Numbered(line, emit));
            } else {
                matters.computeIfAbsent(
                                new Matter(emit.companyId(), keys.of(emit)),
                                any -> new ArrayList<>())
                        .add(new Numbered(line, emit));
            }
        }
        if (!replayed) {
            // Who waited for the trials of a process that ended is gone with it.
            tried.forEach((of, matter) -> record(of, journal, matter));
        }
        Map<String, Meanwhile> told = standby.told();
        long recorded = 0;
        long suppressed = 0;
        Map<Matter, RuntimeException> refused = new LinkedHashMap<>();
        for (Map.Entry<Matter, List<Numbered>> each : matters.entrySet()) {
            Matter matter = each.getKey();
            try {
                Added added =
                        record(journal, matter, each.getValue(), told.get(matter.id()), replayed);
                recorded += added.recorded();
                suppressed += added.suppressed();
            } catch (NightshiftException failed) {
                if (failed.code() != FailureCode.MONGODB_REFUSED) {
                    throw failed;
                }
                refused.put(matter, failed);
            } catch (RuntimeException notStorable) {
                refused.put(matter, notStorable);
            }
        }
        if (!refused.isEmpty() && refused.size() == matters.size()) {
            RuntimeException first = refused.values().iterator().next();
            if (first instanceof NightshiftException all) {
                // Nothing at all is taken, as without the right to write: that is no alert's fault.
                throw all;
            }
        }
        // One matter that can never be stored must not keep the others waiting.
        refused.forEach(
                (matter, why) -> {
                    Objects.requireNonNull(matters.get(matter))
                            .forEach(one -> unreadable.add(one.line().text()));
                    log.atError()
                            .addKeyValue("companyId", matter.companyId())
                            .addKeyValue("event", "alert.refused")
                            .setCause(why)
                            .log("An alert cannot be recorded; see refused.txt");
                });
        matters.values().forEach(this::recover);
        if (!told.isEmpty()) {
            standby.recorded(matters.keySet().stream().map(Matter::id).toList());
        }
        decided.clear();
        return new Outcome(recorded, suppressed, unreadable);
    }

    private static @Nullable Emit read(String line) {
        try {
            Emit emit = Emit.ofLine(line);
            // A line that is JSON but not ours lacks what a record cannot be without.
            var _ = emit.context();
            return emit.isWhole() ? emit : null;
        } catch (JacksonException | NightshiftException | NullPointerException cutOff) {
            return null;
        }
    }

    /**
     * Ends what these say is over: after all of the batch is recorded, so that what came behind the
     * sign of recovery keeps it open.
     */
    private void recover(List<Numbered> emits) {
        for (Numbered numbered : emits) {
            Emit emit = numbered.emit();
            String over = emit.resolves();
            if (over != null) {
                AlertKey own = keys.of(emit);
                String key = new AlertKey(own.tab(), own.module(), over, List.of()).text();
                var _ = store.recovered(emit.context(), key, emit.ts(), emit.message());
            }
        }
    }

    private Added record(
            String journal,
            Matter matter,
            List<Numbered> emits,
            @Nullable Meanwhile meanwhile,
            boolean replayed) {
        AlertKey key = matter.key();
        TenantContext context = emits.getFirst().emit().context();
        Occurrences occurrences =
                new Occurrences(key, journal, lines(context, journal, key, emits), meanwhile);
        Added added = store.add(context, occurrences, replayed);
        emits.forEach(numbered -> seen(numbered.emit()));
        if (replayed) {
            return added;
        }
        // Of our own lines all are in the record now; an answer that was lost says too few.
        long repeats = occurrences.lines().stream().filter(Occurrences.Line::repeat).count();
        return new Added(
                added.alertId(), occurrences.lines().size() - repeats, repeats, added.tells());
    }

    /** All trials of a company at once; nobody is told of them, so none is a repeat of another. */
    private void record(TrialOf of, String journal, Map<AlertKey, List<Numbered>> matters) {
        List<Occurrences> all = new ArrayList<>();
        matters.forEach(
                (key, emits) ->
                        all.add(
                                new Occurrences(
                                        key,
                                        journal,
                                        emits.stream().map(one -> line(one, true)).toList(),
                                        null)));
        trials.add(of.context(), of.trial(), all);
    }

    /** A sign of life is also taken down where the sweep looks for it. */
    private void seen(Emit emit) {
        if (emit.eventType() == EventType.IMPORTANT_EVENT) {
            keys.registry()
                    .byCode(emit.code())
                    .filter(entry -> emit.code().equals(entry.heartbeatCode()))
                    .ifPresent(
                            entry ->
                                    heartbeats.seen(
                                            emit.context().company(), entry.id(), emit.ts()));
        }
    }

    private List<Occurrences.Line> lines(
            TenantContext context, String journal, AlertKey key, List<Numbered> emits) {
        List<Occurrences.Line> lines = new ArrayList<>();
        int told = -1;
        for (Numbered numbered : emits) {
            Emit emit = numbered.emit();
            boolean passes = false;
            if (emit.severity().rank() > told) {
                told = emit.severity().rank();
                String token = journal + numbered.line().offset();
                passes =
                        decided.computeIfAbsent(
                                token,
                                any -> dedup.passes(context, key.text(), emit.severity(), token));
            }
            lines.add(line(numbered, passes));
        }
        return lines;
    }

    private static Occurrences.Line line(Numbered numbered, boolean told) {
        Emit emit = numbered.emit();
        return new Occurrences.Line(
                numbered.line().offset(),
                !told,
                emit.severity(),
                emit.eventType(),
                emit.message(),
                emit.requestId(),
                emit.feature(),
                emit.latencyMs(),
                emit.details(),
                emit.stackTrace(),
                emit.meta(),
                emit.ts());
    }
}
