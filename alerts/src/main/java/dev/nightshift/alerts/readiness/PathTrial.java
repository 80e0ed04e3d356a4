package dev.nightshift.alerts.readiness;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.emit.Pipeline;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.validation.Trial;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.Gateways;
import dev.nightshift.alerts.store.TrialRecords;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends one synthetic alert for each code through the journal, the recorder, the record and a level
 * of the escalation to the dry channel, and reads it back: all codes of a company at once. Their
 * record is apart from the real one and empty afterwards. A company that is tried by two at once is
 * tried twice; each waits for its own. Thread-safe.
 */
public final class PathTrial implements Trial {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LOOKS = 100;
    private static final long LOOK_EVERY_MS = 20;
    private static final String TO = "trial";

    /** Whose records are empty: what another company's trial left there would be a leak. */
    private static final CompanyId NOBODY = new CompanyId("nobody-at-all");

    private final Pipeline pipeline;
    private final TrialRecords records;
    private final HeartbeatLog heartbeats;
    private final Registry registry;
    private final Escalations escalations;
    private final InstantSource clock;

    /**
     * Over what the caller closes.
     *
     * @param escalations of {@code records}, with {@link #contacts}
     */
    public PathTrial(
            Pipeline pipeline,
            TrialRecords records,
            HeartbeatLog heartbeats,
            Registry registry,
            Escalations escalations,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.records = records;
        this.heartbeats = heartbeats;
        this.registry = registry;
        this.escalations = escalations;
        this.clock = clock;
    }

    /** The only contact of a trial; it is told of everything and hears of nothing. */
    public static ContactBook contacts() {
        Contact dry = new Contact(TO, List.of("*"), Map.of(ChannelKind.DRY, TO), Optional.empty());
        return new ContactBook(Gateways.none(), List.of(dry), List.of());
    }

    @Override
    public Map<String, Answer> attempt(TenantContext context, List<Attempt> attempts) {
        String trial = "trial-" + UUID.randomUUID();
        try {
            return attempt(context, attempts, trial);
        } finally {
            records.delete(context, trial);
        }
    }

    private Map<String, Answer> attempt(
            TenantContext context, List<Attempt> attempts, String trial) {
        for (Attempt attempt : attempts) {
            var _ = pipeline.sendTrial(context, attempt.code(), attempt.severity(), trial);
        }
        boolean recorded = flushed();
        Map<String, Document> found = told(context, trial);
        TenantContext nobody =
                new TenantContext(NOBODY, context.requestId(), context.feature(), context.actor());
        boolean leaks = !records.find(nobody, trial).isEmpty();
        Map<String, Answer> answers = new HashMap<>();
        for (Attempt attempt : attempts) {
            Answer answer =
                    leaks
                            ? Answer.answered(clock.instant(), NOBODY.value())
                            : answer(attempt, found.get(attempt.code()), recorded);
            answers.put(attempt.code(), answer);
            answer.at().ifPresent(at -> tried(context, attempt.code(), at));
        }
        return answers;
    }

    /** Usually one pass; more when another trial of the company took one of these meanwhile. */
    private Map<String, Document> told(TenantContext context, String trial) {
        Map<String, Document> found = new HashMap<>();
        CountDownLatch pause = new CountDownLatch(1);
        try {
            for (int look = 0; look < LOOKS; look++) {
                escalations.tryOut(context);
                List<Document> now = records.find(context, trial);
                now.forEach(one -> found.put(one.getString("code"), one));
                if (now.stream().noneMatch(PathTrial::isTaken)
                        || pause.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    private static boolean isTaken(Document alert) {
        return !Severity.INFO.name().equals(alert.getString("severity"))
                && alert.getList("deliveries", Document.class, List.of()).isEmpty();
    }

    private boolean flushed() {
        try {
            return pipeline.flush(PATIENCE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Answer answer(
            Attempt attempt, @org.jspecify.annotations.Nullable Document found, boolean recorded) {
        if (found == null) {
            return Answer.lost(
                    recorded
                            ? "a trial of its alert was not recorded"
                            : "a trial of its alert was not recorded within %d s"
                                    .formatted(PATIENCE.toSeconds()),
                    "Look at the log for 'alerts.unrecorded'; 'nightshift doctor' tries the"
                            + " stores.");
        }
        String company = String.valueOf(found.getString("companyId"));
        if (attempt.severity() == Severity.INFO) {
            // Goes to the record only, and there it is.
            return Answer.answered(at(found.getDate("createdAt")), company);
        }
        List<Document> deliveries = found.getList("deliveries", Document.class, List.of());
        return deliveries.stream()
                .filter(delivery -> "sent".equals(delivery.getString("outcome")))
                .findFirst()
                .map(delivery -> Answer.answered(at(delivery.getDate("at")), company))
                .orElseGet(
                        () ->
                                Answer.lost(
                                        "a trial of its alert was recorded, but nobody would have"
                                                + " been told",
                                        "Look at the log; 'nightshift alerts escalate' does what"
                                                + " the trial did, for real alerts."));
    }

    private static Instant at(@org.jspecify.annotations.Nullable Date date) {
        return date == null ? Instant.EPOCH : date.toInstant();
    }

    private void tried(TenantContext context, String code, Instant at) {
        registry.byCode(code)
                .ifPresent(entry -> heartbeats.tried(context.company(), entry.id(), at));
    }
}
