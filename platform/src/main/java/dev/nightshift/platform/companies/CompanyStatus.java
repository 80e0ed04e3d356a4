package dev.nightshift.platform.companies;

/** Whether a company takes work. */
public enum CompanyStatus {
    /** It does. */
    ACTIVE,
    /** It does not, until it is resumed. */
    SUSPENDED
}
