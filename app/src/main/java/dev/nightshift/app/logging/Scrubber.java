package dev.nightshift.app.logging;

import java.util.regex.Pattern;

/** Takes personal data and passwords out of text that others wrote, such as a driver's message. */
final class Scrubber {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"'<>(){}:=,/]+@[\\p{L}\\d.-]+");
    private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ().-]{5,18}\\d");
    private static final Pattern PASSWORD = Pattern.compile("://[^\\s/@]*@");
    private static final Pattern DUPLICATE = Pattern.compile("dup key: \\{[^}]*}?");

    private Scrubber() {}

    static String scrub(String text) {
        String scrubbed = PASSWORD.matcher(text).replaceAll("://***@");
        scrubbed = DUPLICATE.matcher(scrubbed).replaceAll("dup key: {***}");
        scrubbed = EMAIL.matcher(scrubbed).replaceAll("***@***");
        return PHONE.matcher(scrubbed).replaceAll("+***");
    }
}
