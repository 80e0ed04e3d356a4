package dev.nightshift.platform.companies;

import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;

import java.time.Instant;
import java.util.Date;

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
