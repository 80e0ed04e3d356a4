package dev.nightshift.platform.redis;

import dev.nightshift.platform.tenant.CompanyId;

import java.time.Duration;

/**
 * A key of one company. Keys are built here and nowhere else.
 *
 * @param company whose key it is
 * @param text the key as Redis sees it
 * @param timeToLive how long a value lives
 */
record TenantKey(CompanyId company, String text, Duration timeToLive) {
    static final Duration LONGEST = Duration.ofHours(1);

    static TenantKey company(CompanyId company) {
        return new TenantKey(company, "company:" + company, LONGEST);
    }

    static TenantKey session(CompanyId company, String id) {
        return new TenantKey(
                company,
                "session:%s:%s".formatted(company, KeyPart.of(id)),
                Duration.ofMinutes(30));
    }

    static TenantKey claim(CompanyId company, String key) {
        return new TenantKey(
                company, "idemp:%s:%s".formatted(company, KeyPart.of(key)), Duration.ofMinutes(5));
    }

    static TenantKey flag(CompanyId company, String feature) {
        return new TenantKey(
                company, "flags:%s:%s".formatted(company, KeyPart.of(feature)), LONGEST);
    }

    static TenantKey lock(CompanyId company, String name, Duration lease) {
        return new TenantKey(company, "lock:%s:%s".formatted(company, KeyPart.of(name)), lease);
    }

    static TenantKey alert(CompanyId company, String name, Duration window) {
        return new TenantKey(company, "alert:%s:%s".formatted(company, KeyPart.of(name)), window);
    }

    /** The set of the company's cached keys. */
    static String tags(CompanyId company) {
        return "cv:tags:company:" + company;
    }
}
