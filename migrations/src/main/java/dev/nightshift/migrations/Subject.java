package dev.nightshift.migrations;

import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.tenant.CompanyId;

/**
 * Whose document is migrated.
 *
 * @param company the company
 * @param region where its phone numbers are from unless they say so themselves
 */
public record Subject(CompanyId company, Region region) {}
