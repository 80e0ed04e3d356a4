package dev.nightshift.platform.stack;

/**
 * Where the three stores are reached, secrets included; never printed as a whole.
 *
 * @param mongodbUri {@code mongodb://} or {@code mongodb+srv://}, with a database or not
 * @param redisUri {@code redis://} or {@code rediss://}, password included
 * @param jdbcUrl of the relational store
 * @param jdbcUser empty when the URL says it all
 * @param jdbcPassword empty when the URL says it all
 * @param summary one line for the operator: which engine serves, without secrets
 */
public record Endpoints(
        String mongodbUri,
        String redisUri,
        String jdbcUrl,
        String jdbcUser,
        String jdbcPassword,
        String summary) {
    @Override
    public String toString() {
        return summary;
    }
}
