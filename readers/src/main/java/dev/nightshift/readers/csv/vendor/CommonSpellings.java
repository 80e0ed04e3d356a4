package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people head the columns of leads, without regard to case and punctuation. A number behind the
 * words ranks siblings: {@code Phone 1} before {@code Phone 2}.
 */
final class CommonSpellings {
    /**
     * What a header seems to be.
     *
     * @param rank number of the sibling, 0 when there is none
     */
    record Guess(LeadField field, double confidence, int rank) {}

    private static final Pattern NUMBERED = Pattern.compile("(.*?[a-z])0*(\\d{1,2})");
    private static final double CANONICAL = 1.0;
    private static final double COMMON = 0.9;
    private static final double LOOSE = 0.7;

    private static final Map<String, Guess> GUESSES = new HashMap<>();

    static {
        for (LeadField field : LeadField.values()) {
            guess(field, CANONICAL, field.fieldName());
        }
        guess(LeadField.FULL_NAME, COMMON, "fullname", "contactname", "leadname", "customername");
        guess(LeadField.FIRST_NAME, COMMON, "fname", "givenname", "forename", "first", "vorname");
        guess(LeadField.LAST_NAME, COMMON, "lname", "surname", "familyname", "last", "nachname");
        guess(
                LeadField.PHONE,
                COMMON,
                "phonenumber",
                "telephone",
                "telephonenumber",
                "tel",
                "primaryphone",
                "phoneprimary",
                "phoneno",
                "contactnumber",
                "mobile",
                "mobilephone",
                "mobilenumber",
                "cell",
                "cellphone",
                "cellnumber");
        guess(
                LeadField.PHONE,
                LOOSE,
                "homephone",
                "workphone",
                "businessphone",
                "officephone",
                "dayphone",
                "daytimephone",
                "eveningphone",
                "otherphone",
                "phonehome",
                "phonework");
        guess(LeadField.PHONE_EXTENSION, COMMON, "ext", "extension", "phoneext");
        guess(
                LeadField.EMAIL,
                COMMON,
                "emailaddress",
                "mail",
                "mailaddress",
                "primaryemail",
                "emailprimary",
                "contactemail");
        guess(LeadField.EMAIL, LOOSE, "homeemail", "workemail", "personalemail", "businessemail");
        guess(LeadField.STREET_1, COMMON, "street", "address", "streetaddress", "mailingaddress");
        guess(LeadField.STREET_1, COMMON, "addressline1", "address1");
        guess(LeadField.STREET_2, COMMON, "addressline2", "address2", "apt", "unit", "suite");
        guess(LeadField.CITY, COMMON, "town", "locality");
        guess(LeadField.STATE, COMMON, "statecode", "province", "region", "stateprovince");
        guess(
                LeadField.ZIPCODE,
                COMMON,
                "zip",
                "postalcode",
                "postcode",
                "zippostalcode",
                "zippostal",
                "plz");
        guess(LeadField.DOB, COMMON, "dateofbirth", "birthdate", "birthday", "borndate");
        guess(LeadField.GENDER, COMMON, "sex");
        guess(LeadField.HOUSEHOLD_SIZE, COMMON, "familysize", "hhsize");
        guess(LeadField.HOUSEHOLD_INCOME, COMMON, "income", "annualincome", "hhincome");
        guess(LeadField.MILITARY, COMMON, "ismilitary", "veteran");
        guess(LeadField.PREGNANT, COMMON, "ispregnant");
        guess(LeadField.TOBACCO_USER, COMMON, "tobacco", "tobaccouse", "smoker", "issmoker");
        guess(LeadField.HAS_PRESCRIPTION, COMMON, "hasprescriptions", "prescriptions");
        guess(LeadField.HAS_MEDICARE_PARTS_A_B, COMMON, "hasmedicare", "medicare");
        guess(LeadField.MEDICAL_CONDITIONS, COMMON, "conditions");
        guess(LeadField.ASSIGNED_TO, COMMON, "leadowner", "owner", "agent", "assignee");
    }

    private CommonSpellings() {}

    private static void guess(LeadField field, double confidence, String... spellings) {
        for (String spelling : spellings) {
            GUESSES.putIfAbsent(folded(spelling), new Guess(field, confidence, 0));
        }
    }

    /** What the header seems to be, null when it is nothing we know. */
    static @Nullable Guess of(String header) {
        String folded = folded(header);
        Guess known = GUESSES.get(folded);
        if (known != null) {
            return known;
        }
        Matcher numbered = NUMBERED.matcher(folded);
        Guess guess = numbered.matches() ? GUESSES.get(numbered.group(1)) : null;
        if (guess != null) {
            return new Guess(
                    guess.field(), guess.confidence(), Integer.parseInt(numbered.group(2)));
        }
        return null;
    }

    private static String folded(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The fields that a row can be matched by. */
    static List<LeadField> keys() {
        return List.of(LeadField.PHONE, LeadField.EMAIL);
    }
}
