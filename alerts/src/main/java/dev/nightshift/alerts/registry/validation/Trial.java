package dev.nightshift.alerts.registry.validation;

import dev.nightshift.alerts.Severity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends synthetic alerts the whole way that real ones go, to a channel that tells nobody, and waits
 * for them to come back. Implementations are thread-safe.
 */
public interface Trial {
    /** A code that is tried, with the severity it is registered with. */
    record Attempt(String code, Severity severity) {}

    /**
     * How one of them fared.
     *
     * @param answeredAt when it came back; null when it did not
     * @param companyId the company in whose name it came back; empty when it did not
     * @param failed the check that fails when it did not come back
     * @param reason why it did not come back; empty when it did
     * @param fix what to do about that
     */
    record Answer(
            @org.jspecify.annotations.Nullable Instant answeredAt,
            String companyId,
            Check failed,
            String reason,
            String fix) {
        /** It came back. */
        public static Answer answered(Instant at, String companyId) {
            return new Answer(at, companyId, Check.ESCALATION, "", "");
        }

        /** It was lost on the way. */
        public static Answer lost(String reason, String fix) {
            return new Answer(null, "", Check.ESCALATION, reason, fix);
        }

        /** It was not sent: there is something wrong with the company itself. */
        public static Answer refused(String reason, String fix) {
            return new Answer(null, "", Check.TENANT_CONTEXT, reason, fix);
        }

        /** When it came back. */
        public Optional<Instant> at() {
            return Optional.ofNullable(answeredAt);
        }
    }

    /** Tries these codes for the context's company; one that has no answer was not tried. */
    Map<String, Answer> attempt(
            dev.nightshift.platform.tenant.TenantContext context, List<Attempt> attempts);
}
