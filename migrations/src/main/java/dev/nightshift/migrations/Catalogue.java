package dev.nightshift.migrations;

import dev.nightshift.migrations.shipped.M20261118_BuildLeadKeys;
import dev.nightshift.migrations.shipped.M20261119_NormaliseLeadPhones;
import dev.nightshift.migrations.shipped.M20261120_MoveLeadBirthDates;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.Document;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The migrations there are, oldest first. Immutable. */
public final class Catalogue {
    private static final int LONGEST_SHOWN = 80;
    private static final Pattern ID = Pattern.compile("M\\d{8}_[A-Z][A-Za-z0-9]*");

    private final List<Migration> migrations;

    /**
     * Some migrations.
     *
     * @throws IllegalArgumentException for one with a malformed id or filter, or two of one id
     */
    public Catalogue(Collection<? extends Migration> migrations) {
        this.migrations =
                migrations.stream()
                        .map(Migration.class::cast)
                        .sorted(Comparator.comparing(Migration::id))
                        .toList();
        this.migrations.forEach(Catalogue::check);
        if (this.migrations.stream().map(Migration::id).distinct().count()
                != this.migrations.size()) {
            throw new IllegalArgumentException("two migrations have the same id");
        }
    }

    /** Those that come with this service. */
    public static Catalogue shipped() {
        return new Catalogue(
                List.of(
                        new M20261118_BuildLeadKeys(),
                        new M20261119_NormaliseLeadPhones(),
                        new M20261120_MoveLeadBirthDates()));
    }

    /** All, oldest first. */
    public List<Migration> all() {
        return migrations;
    }

    /**
     * The one of that name.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public Migration require(String id) {
        return migrations.stream()
                .filter(migration -> migration.id().equals(id))
                .findFirst()
                .orElseThrow(() -> notFound(id));
    }

    private NightshiftException notFound(String id) {
        return new NightshiftException(
                FailureCode.NOT_FOUND,
                "There is no migration '%s'.".formatted(shown(id)),
                migrations.isEmpty()
                        ? "This service comes with none."
                        : "The migrations are %s."
                                .formatted(
                                        migrations.stream()
                                                .map(Migration::id)
                                                .collect(Collectors.joining(", "))));
    }

    /** What somebody typed, on one line and not longer than a line. */
    private static String shown(String typed) {
        String plain =
                typed.codePoints()
                        .limit(LONGEST_SHOWN)
                        .collect(
                                StringBuilder::new,
                                (text, point) ->
                                        text.append(
                                                isPlain(point) ? Character.toString(point) : "?"),
                                StringBuilder::append)
                        .toString();
        return typed.codePointCount(0, typed.length()) > LONGEST_SHOWN ? plain + "…" : plain;
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static void check(Migration migration) {
        if (!ID.matcher(migration.id()).matches()) {
            throw new IllegalArgumentException(
                    "a migration is named M<yyyymmdd>_<VerbObject>, not " + migration.id());
        }
        if (migration instanceof DataMigration data
                && (namesKey(data.filter()) || namesKey(data.verification()))) {
            throw new IllegalArgumentException(
                    "_id and companyId are not for the filter of " + migration.id());
        }
    }

    private static boolean namesKey(Document filter) {
        return filter.containsKey("_id") || filter.containsKey("companyId");
    }
}
