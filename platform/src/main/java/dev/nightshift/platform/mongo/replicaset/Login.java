package dev.nightshift.platform.mongo.replicaset;

/**
 * The one user of a MongoDB of our own.
 *
 * @param user its name
 * @param password never printed
 */
public record Login(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
