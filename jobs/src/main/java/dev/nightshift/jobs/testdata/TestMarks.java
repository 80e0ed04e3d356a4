package dev.nightshift.jobs.testdata;

import org.bson.Document;

import java.util.List;

/**
 * What marks a lead as made to try something, and nobody's: a phone of the area code 555, which is
 * assigned to none; an e-mail of a domain that RFC 2606 and RFC 6761 keep for examples and tests; a
 * name that begins with {@code [TEST]}.
 */
final class TestMarks {
    private static final String PHONE = "^\\+1555";
    private static final String EMAIL =
            "(@|\\.)(example\\.(com|net|org)|[^@.]+\\.(test|example|invalid))$";
    private static final String NAME = "^\\[TEST\\]";

    private TestMarks() {}

    /** Finds leads with any of the marks. */
    static Document filter() {
        return new Document(
                "$or",
                List.of(
                        matches("phone", PHONE),
                        matches("email", EMAIL),
                        matches("name", NAME),
                        matches("firstName", NAME),
                        matches("lastName", NAME)));
    }

    private static Document matches(String field, String pattern) {
        return new Document(field, new Document("$regex", pattern));
    }
}
