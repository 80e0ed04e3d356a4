package dev.nightshift.migrations.shipped;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;

import org.bson.Document;

/**
 * Phones as people write them, {@code (504) 621-8927}, become E.164, {@code +15046218927}. A number
 * without a country code is one of the company's region; an extension goes to {@code
 * phoneExtension} unless the lead has one.
 */
public final class M20261119_NormaliseLeadPhones implements DataMigration {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    @Override
    public String summary() {
        return "Turns lead phones of older forms, such as (504) 621-8927, into E.164.";
    }

    @Override
    public String collection() {
        return "leads";
    }

    @Override
    public Document filter() {
        return new Document(
                "phone",
                new Document("$ne", null)
                        .append("$not", new Document("$regex", "^\\+[1-9][0-9]{1,14}\\z")));
    }

    @Override
    public Document apply(Document lead, Subject subject) {
        Object stored = lead.get("phone");
        if (stored == null) {
            return lead;
        }
        if (!(stored instanceof String phone)) {
            throw new Unmigratable("the phone is not text");
        }
        PhoneNumber number = parsed(phone, subject);
        lead.put("phone", LIBRARY.format(number, PhoneNumberFormat.E164));
        if (number.hasExtension()) {
            lead.putIfAbsent("phoneExtension", number.getExtension());
        }
        return lead;
    }

    // What the library says of a number it cannot read repeats the number.
    @SuppressWarnings("UnusedException")
    private static PhoneNumber parsed(String phone, Subject subject) {
        try {
            PhoneNumber number = LIBRARY.parse(phone, subject.region().code());
            if (LIBRARY.isValidNumber(number)) {
                return number;
            }
        } catch (NumberParseException unreadable) {
            // As a number of no plan.
        }
        throw new Unmigratable("the phone is no number of any plan");
    }
}
