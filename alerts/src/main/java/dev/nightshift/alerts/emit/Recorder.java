package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.registry.CodeName;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.store.Added;
import dev.nightshift.alerts.store.AlertKey;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.Occurrences;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Takes a journal's lines into the record. Used by one thread. */
final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private record Matter(String companyId, AlertKey key) {}

    private record Numbered(Journal.Line line, Emit emit) {}

    private final AlertStore store;
    private final HeartbeatLog heartbeats;
    private final Dedup dedup;
    private final Supplier<Registry> source;
    private @Nullable Registry loaded;
    final LongAdder recorded = new LongAdder();
    final LongAdder suppressed = new LongAdder();
    final LongAdder refused = new LongAdder();

    Recorder(AlertStore store, HeartbeatLog heartbeats, Dedup dedup, Supplier<Registry> registry) {
        this.store = store;
        this.heartbeats = heartbeats;
        this.dedup = dedup;
        this.source = registry;
    }

    /**
     * Records the lines.
     *
     * @param replayed whether they may have been recorded before
     * @return lines that are no alerts, as they are
     * @throws dev.nightshift.platform.failure.NightshiftException when the store is away; some may
     *     be recorded, and doing it again is safe
     */
    List<String> record(String journal, List<Journal.Line> lines, boolean replayed) {
        List<String> unreadable = new ArrayList<>();
        Map<Matter, List<Numbered>> matters = new LinkedHashMap<>();
        for (Journal.Line line : lines) {
            try {
                Emit emit = Emit.ofLine(line.text());
                matters.computeIfAbsent(
                                new Matter(emit.companyId(), key(emit)), any -> new ArrayList<>())
                        .add(new Numbered(line, emit));
            } catch (JacksonException cutOff) {
                unreadable.add(line.text());
                refused.increment();
            }
        }
        matters.forEach(
                (matter, emits) -> {
                    try {
                        record(journal, matter.key(), emits, replayed);
                    } catch (NightshiftException away) {
                        throw away;
                    } catch (RuntimeException notStorable) {
                        // One matter that can never be stored must not keep the others waiting.
                        emits.forEach(one -> unreadable.add(one.line().text()));
                        refused.add(emits.size());
                        log.atError()
                                .addKeyValue("companyId", matter.companyId())
                                .addKeyValue("event", "alert.refused")
                                .setCause(notStorable)
                                .log("An alert cannot be recorded; see refused.txt");
                    }
                });
        return unreadable;
    }

    private void record(String journal, AlertKey key, List<Numbered> emits, boolean replayed) {
        TenantContext context = emits.getFirst().emit().context();
        Occurrences occurrences =
                new Occurrences(key, journal, lines(context, journal, key, emits));
        Added added = store.add(context, occurrences, replayed);
        recorded.add(added.recorded());
        suppressed.add(added.suppressed());
        emits.forEach(numbered -> seen(numbered.emit()));
    }

    /** A sign of life is also taken down where the sweep looks for it. */
    private void seen(Emit emit) {
        if (emit.eventType() == EventType.IMPORTANT_EVENT) {
            registry()
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
                passes =
                        dedup.passes(
                                context,
                                key.text(),
                                emit.severity(),
                                journal + numbered.line().offset());
            }
            lines.add(
                    new Occurrences.Line(
                            numbered.line().offset(),
                            !passes,
                            emit.severity(),
                            emit.eventType(),
                            emit.message(),
                            emit.requestId(),
                            emit.feature(),
                            emit.latencyMs(),
                            emit.details(),
                            emit.stackTrace(),
                            emit.meta(),
                            emit.ts()));
        }
        return lines;
    }

    /** Read when it is first needed, here and not where an alert is raised. */
    private Registry registry() {
        Registry known = loaded;
        if (known == null) {
            known = source.get();
            loaded = known;
        }
        return known;
    }

    /** The matter an emit is about; what the alert does not say, the registry or its name does. */
    AlertKey key(Emit emit) {
        List<String> flags = new ArrayList<>();
        Registry registry = registry();
        var entry = registry.byCode(emit.code());
        var name = CodeName.read(emit.code(), registry.tabs());
        if (name.isEmpty()) {
            flags.add("BAD_NAME");
        }
        if (entry.isEmpty()) {
            flags.add("UNREGISTERED");
        }
        String tab = emit.tab();
        if (tab == null) {
            tab =
                    entry.map(known -> known.tab())
                            .or(() -> name.map(parts -> parts.tab().key()))
                            .orElse("UNKNOWN");
        }
        String module = emit.module();
        if (module == null) {
            module =
                    entry.map(known -> known.module())
                            .or(() -> name.map(parts -> parts.rest().split("_", 2)[0]))
                            .orElse("UNKNOWN");
        }
        return new AlertKey(tab, module, emit.code(), flags);
    }
}
