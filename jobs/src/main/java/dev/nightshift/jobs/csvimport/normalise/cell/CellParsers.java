package dev.nightshift.jobs.csvimport.normalise.cell;

import dev.nightshift.platform.leads.LeadField;

import java.time.LocalDate;
import java.util.Locale;

/** Which parser reads the values of a field. */
public final class CellParsers {
    private static final NumberParser PEOPLE = new NumberParser(1, 50, true);
    private static final NumberParser DOLLARS = new NumberParser(0, 1e9, false);

    private CellParsers() {}

    /**
     * The field's.
     *
     * @param region whose phone numbers are written without a country code; ISO 3166 alpha-2
     * @param today nobody is born after it
     */
    public static CellParser of(LeadField field, String region, LocalDate today) {
        return switch (field.type()) {
            case TEXT -> field == LeadField.FULL_NAME ? FullName::parse : CellText::composed;
            case PHONE -> new PhoneParser(region);
            case EMAIL -> new EmailParser();
            case STATE -> text -> CellText.composed(text).toUpperCase(Locale.ROOT);
            case DATE -> new BirthDateParser(today);
            case INTEGER -> PEOPLE;
            case NUMBER -> field == LeadField.WEIGHT ? new WeightParser() : DOLLARS;
            case HEIGHT -> new HeightParser();
            case BOOLEAN -> new YesNoParser();
            case LIST -> new ListParser();
        };
    }
}
