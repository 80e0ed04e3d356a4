package dev.nightshift.jobs.csvimport.order;

import dev.nightshift.platform.tenant.TenantContext;

/**
 * One file for one company.
 *
 * @param context the company, and who asks
 * @param file a path, or {@code -} for standard input
 */
public record ImportRequest(TenantContext context, String file, ImportOptions options) {}
