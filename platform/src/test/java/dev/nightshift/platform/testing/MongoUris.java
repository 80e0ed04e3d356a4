package dev.nightshift.platform.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connection strings with another database in them. */
final class MongoUris {
    private static final Pattern FORM =
            Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/([^?]*))?(\\?.*)?");

    private MongoUris() {}

    static String withDatabase(String uri, String database) {
        Matcher parts = FORM.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a MongoDB connection string");
        }
        String options = parts.group(3);
        return parts.group(1) + "/" + database + (options == null ? "" : options);
    }
}
