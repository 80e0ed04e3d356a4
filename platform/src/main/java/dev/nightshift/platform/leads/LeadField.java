package dev.nightshift.platform.leads;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A canonical field of a lead that a row can offer a value for. */
public enum LeadField {
    LEAD_ID("leadId", Type.TEXT),
    FIRST_NAME("firstName", Type.TEXT),
    LAST_NAME("lastName", Type.TEXT),
    /** A whole name in one column; split into first and last, never stored as offered. */
    FULL_NAME("name", Type.TEXT),
    PHONE("phone", Type.PHONE),
    PHONE_EXTENSION("phoneExtension", Type.TEXT),
    EMAIL("email", Type.EMAIL),
    STREET_1("street1", Type.TEXT),
    STREET_2("street2", Type.TEXT),
    CITY("city", Type.TEXT),
    STATE("state", Type.STATE),
    ZIPCODE("zipcode", Type.TEXT),
    DOB("dob", Type.DATE),
    GENDER("gender", Type.TEXT),
    /** Inches. */
    HEIGHT("height", Type.HEIGHT),
    /** Pounds. */
    WEIGHT("weight", Type.NUMBER),
    HOUSEHOLD_SIZE("householdSize", Type.INTEGER),
    /** US dollars a year. */
    HOUSEHOLD_INCOME("householdIncome", Type.NUMBER),
    MILITARY("military", Type.BOOLEAN),
    PREGNANT("pregnant", Type.BOOLEAN),
    TOBACCO_USER("tobaccoUser", Type.BOOLEAN),
    HAS_PRESCRIPTION("hasPrescription", Type.BOOLEAN),
    HAS_MEDICARE_PARTS_A_B("hasMedicarePartsAB", Type.BOOLEAN),
    HAS_MEDICAL_CONDITION("hasMedicalCondition", Type.BOOLEAN),
    MEDICAL_CONDITIONS("medicalConditions", Type.LIST),
    INSURANCE_TIMEFRAME("insuranceTimeframe", Type.TEXT),
    SOURCE("source", Type.TEXT),
    ASSIGNED_TO("assignedTo", Type.TEXT);

    /** How a column's text becomes a value. */
    public enum Type {
        /** Trimmed text. */
        TEXT,
        /** An E.164 number; an extension goes to {@link LeadField#PHONE_EXTENSION}. */
        PHONE,
        /** A trimmed, lower-case address with an ASCII domain. */
        EMAIL,
        /** Upper-case text. */
        STATE,
        /** An ISO-8601 date, stored as text {@code yyyy-mm-dd}. */
        DATE,
        /** A whole number, stored as a 32-bit integer. */
        INTEGER,
        /** A number, stored as a 64-bit float, or as an integer where it is whole. */
        NUMBER,
        /** Inches, from inches or feet and inches. */
        HEIGHT,
        /** True for true/yes/1/t/y, false for false/no/0/f/n. */
        BOOLEAN,
        /** Texts divided by {@code ;} or {@code |} or {@code ,}. */
        LIST
    }

    private static final Map<String, LeadField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(f -> f.field, Function.identity()));

    private final String field;
    private final Type type;

    LeadField(String field, Type type) {
        this.field = field;
        this.type = type;
    }

    /** The field's name in documents, exports and vendor files. */
    public String fieldName() {
        return field;
    }

    /** How a column's text becomes this field's value. */
    public Type type() {
        return type;
    }

    /** A lead is found again by these. */
    public boolean isKey() {
        return this == PHONE || this == EMAIL;
    }

    /** The field of that name, as written in documents and vendor files. */
    public static Optional<LeadField> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
