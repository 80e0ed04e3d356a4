package dev.nightshift.jobs.backfill.company.task;

import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The records of all companies of a run, as they are stored. Thread-safe. */
public final class Records {
    private final Map<CompanyId, CompanyRecord> byCompany = new ConcurrentHashMap<>();

    /** Those that were read or made. */
    public Records(Collection<CompanyRecord> records) {
        records.forEach(this::put);
    }

    /** Keeps what was stored. */
    public CompanyRecord put(CompanyRecord record) {
        byCompany.put(record.company(), record);
        return record;
    }

    /** A company's. */
    public CompanyRecord of(CompanyId company) {
        return Objects.requireNonNull(byCompany.get(company), "every company has a record");
    }

    /** Those of some companies. */
    public List<CompanyRecord> of(Collection<Company> companies) {
        return companies.stream().map(company -> of(company.id())).toList();
    }

    /** All of them. */
    public Collection<CompanyRecord> all() {
        return byCompany.values();
    }
}
