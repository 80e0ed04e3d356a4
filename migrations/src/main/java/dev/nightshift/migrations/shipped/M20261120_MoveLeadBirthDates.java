package dev.nightshift.migrations.shipped;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;

import org.bson.Document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates of birth that came as a vendor's own field become the canonical one: {@code vendorData.dob}
 * moves to {@code dob}, as {@code yyyy-mm-dd}. A lead that has a {@code dob} keeps it; the vendor's
 * is dropped where both are the same day, and a failure where they differ.
 */
public final class M20261120_MoveLeadBirthDates implements DataMigration {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})[-/]?(\\d{1,2})[-/]?(\\d{1,2})(?:[T ].*)?");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})(?: .*)?");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2026;

    @Override
    public String summary() {
        return "Moves a lead's vendorData.dob to dob, as yyyy-mm-dd.";
    }

    @Override
    public String collection() {
        return "leads";
    }

    @Override
    public Document filter() {
        return new Document("vendorData.dob", new Document("$exists", true));
    }

    @Override
    public Document apply(Document lead, Subject subject) {
        if (!(lead.get("vendorData") instanceof Document vendorData)
                || !vendorData.containsKey("dob")) {
            return lead;
        }
        if (!(vendorData.get("dob") instanceof String text)) {
            throw new Unmigratable("the vendor's date of birth is not text");
        }
        String date = date(text.strip());
        Object canonical = lead.get("dob");
        if (canonical != null && !canonical.equals(date)) {
            throw new Unmigratable("the lead has another date of birth already");
        }
        Document rest = new Document(vendorData);
        rest.remove("dob");
        lead.put("dob", date);
        lead.put("vendorData", rest);
        return lead;
    }

    private static String date(String text) {
        Matcher year = YEAR_FIRST.matcher(text);
        if (year.matches()) {
            return date(year.group(1), year.group(2), year.group(3));
        }
        Matcher month = MONTH_FIRST.matcher(text);
        if (month.matches()) {
            return date(month.group(3), month.group(1), month.group(2));
        }
        throw unreadable();
    }

    private static String date(String year, String month, String day) {
        int born = Integer.parseInt(year);
        if (born < FIRST_YEAR || born > LAST_YEAR) {
            throw unreadable();
        }
        try {
            return LocalDate.of(born, Integer.parseInt(month), Integer.parseInt(day)).toString();
        } catch (DateTimeException noSuchDay) {
            throw unreadable();
        }
    }

    private static Unmigratable unreadable() {
        return new Unmigratable("the vendor's date of birth is no date");
    }
}
