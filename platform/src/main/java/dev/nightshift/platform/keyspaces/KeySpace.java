package dev.nightshift.platform.keyspaces;

import java.util.List;

/** A family of keys or documents of companies, of which some expire. Immutable. */
public sealed interface KeySpace {
    /** What operators call it. */
    String name();

    /** How expiry is told; a key is expired when one of them says so. */
    List<ExpiryRule> rules();

    /** Whether what is there of a company that is gone has expired. */
    default boolean goesWithCompany() {
        return rules().contains(new ExpiryRule.Orphan());
    }

    /** How bad it is. */
    Thresholds thresholds();

    /**
     * Keys in Redis.
     *
     * @param pattern their form
     */
    record RedisSpace(
            String name, KeyPattern pattern, List<ExpiryRule> rules, Thresholds thresholds)
            implements KeySpace {
        public RedisSpace {
            rules = List.copyOf(rules);
        }
    }

    /**
     * Documents in MongoDB.
     *
     * @param collection they are in
     */
    record MongoSpace(String name, String collection, List<ExpiryRule> rules, Thresholds thresholds)
            implements KeySpace {
        public MongoSpace {
            rules = List.copyOf(rules);
        }

        /** The dates by which a document of a company that exists is expired. */
        public List<ExpiryRule.DateField> dates() {
            return rules.stream()
                    .filter(ExpiryRule.DateField.class::isInstance)
                    .map(ExpiryRule.DateField.class::cast)
                    .toList();
        }
    }
}
