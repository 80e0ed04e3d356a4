package dev.nightshift.app.cli.registry;

import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;

/** Which companies a command is about. Filled by picocli. */
final class CompaniesOption {
    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "One company; all active ones by default.")
    private @Nullable String company;

    Optional<CompanyId> one() {
        return Optional.ofNullable(company).map(CompanyId::new);
    }

    List<CompanyId> all(Session session, String feature) {
        var companies = session.stores(feature).companies();
        return one().map(id -> List.of(companies.show(session.platform(feature), id).id()))
                .orElseGet(
                        () ->
                                companies.list(session.platform(feature)).stream()
                                        .filter(Company::isActive)
                                        .map(Company::id)
                                        .toList());
    }
}
