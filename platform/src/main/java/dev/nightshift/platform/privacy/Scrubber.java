package dev.nightshift.platform.privacy;

import java.util.regex.Pattern;

/** Takes personal data and passwords out of text that others wrote, such as a driver's message. */
public final class Scrubber {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\"'<>(){}:=,/]{1,256}+@[\\p{L}\\d.-]+");
    private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ().-]{5,18}\\d");
    private static final Pattern PASSWORD = Pattern.compile("://[^\\s/@]*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token)=[^\\s&;,\"')]+");
    private static final Pattern DUPLICATE = Pattern.compile("dup key: \\{[^}]*}?");

    /** Phones as people write them, and bare ones; ids and times of as many digits go with them. */
    private static final Pattern LOCAL_PHONE =
            Pattern.compile(
                    "(?<![\\w-])(?<!\\d\\.)(?:\\(\\d{2,5}\\) ?|\\d{2,4}[ .-])\\d{2,4}[ .-]?"
                            + "\\d{3,5}(?![\\w-]|\\.\\d)"
                            + "|(?<![\\w.-])\\d{10,15}(?![\\w-])");

    private Scrubber() {}

    /** The text without e-mail addresses, international phones, passwords and duplicate keys. */
    public static String scrub(String text) {
        String scrubbed = PASSWORD.matcher(text).replaceAll("://***@");
        scrubbed = PARAMETER.matcher(scrubbed).replaceAll("$1=***");
        scrubbed = DUPLICATE.matcher(scrubbed).replaceAll("dup key: {***}");
        scrubbed = EMAIL.matcher(scrubbed).replaceAll("***@***");
        return PHONE.matcher(scrubbed).replaceAll("+***");
    }

    /**
     * The same, and without what may be a phone in any notation: for text that leaves the house.
     */
    public static String scrubAll(String text) {
        return LOCAL_PHONE.matcher(scrub(text)).replaceAll("***");
    }
}
