package dev.nightshift.platform.mongo.replicaset;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoDatabase;

import org.bson.Document;

import java.util.List;

/**
 * The steps of a server that asks for a login to the primary of its own set with the one user that
 * it shall have, as https://www.mongodb.com/docs/manual/core/localhost-exception/ documents them:
 * while it has no user, whoever comes over loopback may initiate it and make the first. Used by one
 * thread.
 */
final class MemberStart {
    private static final int UNAUTHORIZED = 13;
    private static final int NOT_YET_INITIALIZED = 94;
    private static final int INVALID_REPLICA_SET_CONFIG = 93;

    private final MongoDatabase nobodys;
    private final MongoDatabase ours;
    private final String replicaSet;
    private final String host;
    private final Login login;

    /**
     * Begins.
     *
     * @param nobodys the server's admin database without a login
     * @param ours the same with the login
     */
    MemberStart(
            MongoDatabase nobodys,
            MongoDatabase ours,
            String replicaSet,
            String host,
            Login login) {
        this.nobodys = nobodys;
        this.ours = ours;
        this.replicaSet = replicaSet;
        this.host = host;
        this.login = login;
    }

    /** Looks, does what comes next, and says whether nothing is left to do. */
    boolean isDone() {
        try {
            boolean primary =
                    nobodys.runCommand(new Document("hello", 1))
                            .getBoolean("isWritablePrimary", false);
            if (!primary) {
                configure();
            } else if (takesLogin()) {
                return true;
            } else {
                nobodys.runCommand(creation(login));
            }
        } catch (MongoException notYet) {
            // Asked again until the limit.
            return false;
        }
        return false;
    }

    private boolean takesLogin() {
        try {
            ours.runCommand(new Document("ping", 1));
            return true;
        } catch (MongoSecurityException noSuchUser) {
            return false;
        }
    }

    private void configure() {
        try {
            nobodys.runCommand(new Document("replSetGetStatus", 1));
        } catch (MongoCommandException e) {
            switch (e.getErrorCode()) {
                case NOT_YET_INITIALIZED -> nobodys.runCommand(initiation(replicaSet, host));
                // It has its user already, and speaks to nobody else.
                case UNAUTHORIZED -> moveWhereItIsNot();
                default -> {}
            }
        }
    }

    private void moveWhereItIsNot() {
        try {
            ours.runCommand(new Document("replSetGetStatus", 1));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == INVALID_REPLICA_SET_CONFIG) {
                Document current =
                        ours.runCommand(new Document("replSetGetConfig", 1))
                                .get("config", Document.class);
                ours.runCommand(move(current, host));
            }
        }
    }

    static Document creation(Login login) {
        return new Document("createUser", login.user())
                .append("pwd", login.password())
                .append("roles", List.of("root"))
                .append("mechanisms", List.of("SCRAM-SHA-256"));
    }

    static Document initiation(String replicaSet, String host) {
        return new Document(
                "replSetInitiate",
                new Document("_id", replicaSet)
                        .append("members", List.of(new Document("_id", 0).append("host", host))));
    }

    // A member that does not find itself in its configuration says so with the code above.
    static Document move(Document configuration, String host) {
        Document moved = new Document(configuration);
        moved.put("version", configuration.getInteger("version") + 1);
        moved.put("members", List.of(new Document("_id", 0).append("host", host)));
        return new Document("replSetReconfig", moved).append("force", true);
    }
}
