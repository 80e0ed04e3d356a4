package dev.nightshift.platform.doctor;

import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what keeps the other accounts of this machine out of the embedded servers. */
final class AccessCheck {
    private static final String NAME = "access";

    private AccessCheck() {}

    /**
     * One line, or none where every store is configured.
     *
     * @param accountsAreKnown whether this system tells whose a connection is
     */
    static Optional<Check> of(Settings settings, Endpoints endpoints, boolean accountsAreKnown) {
        boolean mongodb = settings.mongodbUri().isEmpty();
        boolean takesLogins = mongodb && URI.create(endpoints.mongodbUri()).getUserInfo() != null;
        List<String> askForPasswords = new ArrayList<>();
        if (takesLogins) {
            askForPasswords.add("MongoDB");
        }
        if (settings.redisUri().isEmpty()) {
            askForPasswords.add("Redis");
        }
        if (settings.jdbcUrl().isEmpty()) {
            askForPasswords.add("H2");
        }
        List<String> protections = new ArrayList<>();
        if (!askForPasswords.isEmpty()) {
            protections.add("asked for a password: " + String.join(", ", askForPasswords));
        }
        if (mongodb && !takesLogins && accountsAreKnown) {
            protections.add("MongoDB's emulator refuses every account but this one and root");
        }
        if (mongodb && !takesLogins && !accountsAreKnown) {
            return Optional.of(
                    Check.warn(
                            NAME,
                            "every account of this machine can read and change what is in MongoDB's"
                                    + " emulator: this system does not tell whose a connection is",
                            "Name a mongod with NIGHTSHIFT_MONGOD, or set"
                                    + " NIGHTSHIFT_MONGODB_URI."));
        }
        return protections.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Check.ok(
                                NAME,
                                "embedded servers listen on this machine only; "
                                        + String.join("; ", protections)));
    }
}
