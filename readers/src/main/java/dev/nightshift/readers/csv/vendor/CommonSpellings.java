package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
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
     * @param confidence 0 to 1; of two columns for one field the more confident one wins
     * @param rank number of the sibling, 0 when there is none
     */
    record Guess(LeadField field, double confidence, int rank) {}

    private static final Pattern NUMBERED = Pattern.compile("(.*?\\p{L})0*(\\d{1,2})");
    private static final Pattern NUMBER_FIRST =
            Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?(\\p{L}.*)");

    /** Our own name for it. */
    private static final double CANONICAL = 1.0;

    /** What most people call it. */
    private static final double COMMON = 0.9;

    /** One of several kinds that a lead may have; two of them compete. */
    private static final double KIND = 0.8;

    /** Named as what to use second; good enough alone. */
    private static final double SECOND = 0.5;

    private static final Map<String, Guess> GUESSES = new HashMap<>();

    static {
        for (LeadField field : LeadField.values()) {
            // Where a row came from is no label of ours: `source` is the vendor's.
            if (field != LeadField.SOURCE) {
                guess(field, CANONICAL, field.fieldName());
            }
        }
        names();
        phones();
        emails();
        places();
        others();
    }

    private CommonSpellings() {}

    private static void names() {
        guess(LeadField.LEAD_ID, COMMON, "leadnumber", "leadno", "externalid", "externalleadid");
        guess(LeadField.FULL_NAME, COMMON, "fullname", "contactname", "leadname", "customername");
        guess(LeadField.FULL_NAME, COMMON, "clientname", "contact", "contactfullname");
        guess(LeadField.FIRST_NAME, COMMON, "fname", "givenname", "forename", "first", "vorname");
        guess(LeadField.FIRST_NAME, COMMON, "firstnm", "namefirst", "contactfirstname", "prenom");
        guess(LeadField.FIRST_NAME, COMMON, "prénom", "nombre", "leadfirstname");
        guess(LeadField.LAST_NAME, COMMON, "lname", "surname", "familyname", "last", "nachname");
        guess(LeadField.LAST_NAME, COMMON, "lastnm", "namelast", "contactlastname", "apellido");
        guess(LeadField.LAST_NAME, COMMON, "apellidos", "leadlastname");
    }

    private static void phones() {
        guess(LeadField.PHONE, COMMON, "phonenumber", "telephone", "telephonenumber", "tel");
        guess(LeadField.PHONE, COMMON, "primaryphone", "phoneprimary", "phoneno", "phonenum");
        guess(LeadField.PHONE, COMMON, "contactnumber", "contactphone", "mainphone", "telefon");
        guess(LeadField.PHONE, COMMON, "primaryphonenumber", "bestphone", "leadphone", "ph");
        guess(LeadField.PHONE, COMMON, "telefono", "teléfono", "téléphone", "callerid");
        guess(LeadField.PHONE, KIND, "mobile", "mobilephone", "mobilenumber", "mobileno");
        guess(LeadField.PHONE, KIND, "cell", "cellphone", "cellnumber", "phonemobile");
        guess(LeadField.PHONE, KIND, "phonecell", "handy", "movil", "móvil", "mobilephonenumber");
        guess(LeadField.PHONE, KIND, "cellphonenumber", "homephone", "homenumber", "phonehome");
        guess(LeadField.PHONE, KIND, "workphone", "worknumber", "phonework", "businessphone");
        guess(LeadField.PHONE, KIND, "officephone", "dayphone", "daytimephone", "landline");
        guess(LeadField.PHONE, KIND, "eveningphone", "homephonenumber", "workphonenumber");
        guess(LeadField.PHONE, SECOND, "otherphone", "alternatephone", "altphone", "phoneother");
        guess(LeadField.PHONE, SECOND, "secondaryphone", "phonealt", "phonesecondary");
        guess(LeadField.PHONE_EXTENSION, COMMON, "ext", "extension", "phoneext");
    }

    private static void emails() {
        guess(LeadField.EMAIL, COMMON, "emailaddress", "mail", "mailaddress", "emailid", "eml");
        guess(LeadField.EMAIL, COMMON, "primaryemail", "emailprimary", "contactemail", "leademail");
        guess(LeadField.EMAIL, COMMON, "primaryemailaddress", "correo", "correoelectronico");
        guess(LeadField.EMAIL, COMMON, "correoelectrónico", "courriel", "emailaddr");
        guess(LeadField.EMAIL, KIND, "homeemail", "workemail", "personalemail", "businessemail");
        guess(LeadField.EMAIL, KIND, "emailwork", "emailhome", "emailpersonal", "companyemail");
        guess(LeadField.EMAIL, SECOND, "otheremail", "alternateemail", "altemail", "emailother");
        guess(LeadField.EMAIL, SECOND, "secondaryemail", "emailalt", "emailsecondary");
    }

    private static void places() {
        guess(LeadField.STREET_1, COMMON, "street", "address", "streetaddress", "mailingaddress");
        guess(LeadField.STREET_1, COMMON, "addressline1", "address1", "addr1", "addr", "strasse");
        guess(LeadField.STREET_1, COMMON, "streetaddress1", "homeaddress", "straße");
        guess(LeadField.STREET_2, COMMON, "addressline2", "address2", "addr2", "apt", "unit");
        guess(LeadField.STREET_2, COMMON, "suite", "streetaddress2", "apartment", "aptsuite");
        guess(LeadField.CITY, COMMON, "town", "locality", "cityname", "ort", "stadt", "ciudad");
        guess(LeadField.STATE, COMMON, "statecode", "province", "stateprovince", "st");
        guess(LeadField.STATE, COMMON, "provincestate", "stateregion", "usstate", "estado");
        guess(LeadField.ZIPCODE, COMMON, "zip", "postalcode", "postcode", "zippostalcode", "plz");
        guess(LeadField.ZIPCODE, COMMON, "zippostal", "postal", "zippostcode", "zip5");
        guess(LeadField.ZIPCODE, COMMON, "postalzip", "postalzipcode", "codigopostal");
    }

    private static void others() {
        guess(LeadField.DOB, COMMON, "dateofbirth", "birthdate", "birthday", "birth", "borndate");
        guess(LeadField.DOB, COMMON, "bday", "dobdate", "birthdt", "geburtsdatum");
        guess(LeadField.GENDER, COMMON, "sex");
        guess(LeadField.HEIGHT, COMMON, "heightinches", "heightin");
        guess(LeadField.WEIGHT, COMMON, "weightlbs", "weightlb", "weightpounds");
        guess(LeadField.HOUSEHOLD_SIZE, COMMON, "familysize", "hhsize", "household");
        guess(LeadField.HOUSEHOLD_INCOME, COMMON, "income", "annualincome", "hhincome");
        guess(LeadField.MILITARY, COMMON, "ismilitary", "veteran", "isveteran");
        guess(LeadField.PREGNANT, COMMON, "ispregnant");
        guess(LeadField.TOBACCO_USER, COMMON, "tobacco", "tobaccouse", "smoker", "issmoker");
        guess(LeadField.HAS_PRESCRIPTION, COMMON, "hasprescriptions", "prescriptions");
        guess(LeadField.HAS_MEDICARE_PARTS_A_B, COMMON, "hasmedicare", "medicare");
        guess(LeadField.HAS_MEDICAL_CONDITION, COMMON, "hasmedicalconditions");
        guess(LeadField.MEDICAL_CONDITIONS, COMMON, "conditions");
        guess(LeadField.INSURANCE_TIMEFRAME, COMMON, "timeframe", "insuranceneeded");
        guess(LeadField.ASSIGNED_TO, COMMON, "leadowner", "owner", "assignee", "assigned");
        guess(LeadField.ASSIGNED_TO, KIND, "agent", "salesrep", "accountowner", "contactowner");
    }

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
        if (numbered.matches()) {
            return ranked(numbered.group(1), numbered.group(2));
        }
        Matcher numberFirst = NUMBER_FIRST.matcher(folded);
        return numberFirst.matches() ? ranked(numberFirst.group(2), numberFirst.group(1)) : null;
    }

    private static @Nullable Guess ranked(String words, String number) {
        Guess known = GUESSES.get(words);
        return known == null
                ? null
                : new Guess(known.field(), known.confidence(), Integer.parseInt(number));
    }

    /** Letters and digits alone, in lower case. */
    static String folded(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
