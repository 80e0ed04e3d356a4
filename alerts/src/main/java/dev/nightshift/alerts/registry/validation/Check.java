package dev.nightshift.alerts.registry.validation;

/** What is looked at; the names are part of the JSON contract. */
public enum Check {
    /** The file keeps to the JSON Schema. */
    SCHEMA,
    /** Id and codes keep to the naming rule and to each other. */
    NAMING,
    /** Somebody owns the entry. */
    OWNER,
    /** No other entry names its codes. */
    CODES_UNIQUE,
    /** Its sign of life came in time. */
    HEARTBEAT_SEEN,
    /** The trial came back as the company's own. */
    TENANT_CONTEXT,
    /** Contacts and channels of its severity are set up. */
    SETTINGS,
    /** A trial alert went the whole way and came back. */
    ESCALATION
}
