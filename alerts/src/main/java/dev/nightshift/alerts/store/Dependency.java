package dev.nightshift.alerts.store;

import org.bson.Document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A server whose absence makes many things fail, each of which is the same piece of news. */
public enum Dependency {
    MONGODB("MongoDB", "MONGODB_UNAVAILABLE"),
    REDIS("Redis", "REDIS_UNAVAILABLE"),
    RELATIONAL("The relational store", "JDBC_UNAVAILABLE");

    private final String title;
    private final String failureCode;

    Dependency(String title, String failureCode) {
        this.title = title;
        this.failureCode = failureCode;
    }

    /** Its name in a sentence's beginning. */
    public String title() {
        return title;
    }

    /** What makes two alerts about it the same group. */
    public String key() {
        return "dependency/" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * What an alert follows from, if it says so: {@code meta.failureCode} names the failure, or
     * {@code meta.dependency} the server.
     */
    public static Optional<Dependency> of(Document alert) {
        Document meta = alert.get("meta", new Document());
        Object code = meta.get("failureCode");
        Object name = meta.get("dependency");
        return Arrays.stream(values())
                .filter(
                        one ->
                                one.failureCode.equals(code)
                                        || (name instanceof String text
                                                && one.name().equalsIgnoreCase(text)))
                .findFirst();
    }
}
