package dev.nightshift.alerts.readiness;

import dev.nightshift.alerts.registry.validation.Trial;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries nothing for a company that does not exist or is suspended, and says so. Thread-safe.
 *
 * @param trial for all others
 */
public record ActiveOnly(Companies companies, Trial trial) implements Trial {
    @Override
    public Map<String, Answer> attempt(TenantContext context, List<Attempt> attempts) {
        try {
            var _ = companies.requireActive(context);
        } catch (NightshiftException refused) {
            Map<String, Answer> answers = new LinkedHashMap<>();
            Answer answer = Answer.refused(String.valueOf(refused.getMessage()), refused.hint());
            attempts.forEach(attempt -> answers.put(attempt.code(), answer));
            return answers;
        }
        return trial.attempt(context, attempts);
    }
}
