package dev.nightshift.platform.companies;

import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who the service works for.
 *
 * @param id its key
 * @param name what people call it
 * @param region where its phone numbers are from
 * @param status whether it takes work
 * @param createdAt when it was added
 * @param updatedAt when it last changed
 */
public record Company(
        CompanyId id,
        String name,
        Region region,
        CompanyStatus status,
        Instant createdAt,
        Instant updatedAt) {
    /** Whether it takes work. */
    public boolean isActive() {
        return status == CompanyStatus.ACTIVE;
    }

    Document toDocument() {
        return new Document("_id", id.value())
                .append("name", name)
                .append("region", region.code())
                .append("status", status.name())
                .append("settings", new Document())
                .append("createdAt", Date.from(createdAt))
                .append("updatedAt", Date.from(updatedAt));
    }

    /**
     * What is stored, whatever it is: a record that is not complete takes no work, and keeps no
     * other company from its turn.
     */
    static Company stored(Document document) {
        try {
            return of(document);
        } catch (RuntimeException incomplete) {
            return new Company(
                    new CompanyId(document.getString("_id")),
                    document.get("name") instanceof String name ? name : "",
                    Region.DEFAULT,
                    CompanyStatus.SUSPENDED,
                    Instant.EPOCH,
                    Instant.EPOCH);
        }
    }

    /** What is missing in a record, or of no use, by field. */
    static List<String> gaps(Document document) {
        List<String> gaps = new ArrayList<>();
        check(gaps, "name", () -> !document.getString("name").isBlank());
        check(gaps, "region", () -> !new Region(document.getString("region")).code().isEmpty());
        check(
                gaps,
                "status",
                () -> !CompanyStatus.valueOf(document.getString("status")).name().isEmpty());
        check(gaps, "settings", () -> document.get("settings", Document.class) != null);
        check(gaps, "createdAt", () -> document.getDate("createdAt") != null);
        check(gaps, "updatedAt", () -> document.getDate("updatedAt") != null);
        return gaps;
    }

    private static void check(List<String> gaps, String field, BooleanSupplier usable) {
        boolean isUsable;
        try {
            isUsable = usable.getAsBoolean();
        } catch (RuntimeException missingOrOfAnotherKind) {
            isUsable = false;
        }
        if (!isUsable) {
            gaps.add(field);
        }
    }

    static Company of(Document document) {
        return new Company(
                new CompanyId(document.getString("_id")),
                document.getString("name"),
                new Region(document.getString("region")),
                CompanyStatus.valueOf(document.getString("status")),
                document.getDate("createdAt").toInstant(),
                document.getDate("updatedAt").toInstant());
    }
}
