package dev.nightshift.app.cli.companies;

import dev.nightshift.app.terminal.Printer;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.companies.Company;

import java.time.Instant;
import java.util.List;

/** A company as it is printed; the component names are the JSON contract. */
record CompanyView(
        String companyId,
        String name,
        String region,
        String status,
        Instant createdAt,
        Instant updatedAt) {
    static CompanyView of(Company company) {
        return new CompanyView(
                company.id().value(),
                company.name(),
                company.region().code(),
                company.status().name(),
                company.createdAt(),
                company.updatedAt());
    }

    static void print(Printer printer, Company company) {
        printer.result(of(company), view -> table(List.of(view)));
    }

    static String table(List<CompanyView> companies) {
        Table table = new Table("COMPANY", "NAME", "REGION", "STATUS", "CREATED");
        companies.forEach(
                company ->
                        table.row(
                                company.companyId(),
                                company.name(),
                                company.region(),
                                company.status(),
                                company.createdAt()));
        return table.toString();
    }
}
