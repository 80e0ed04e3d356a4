package dev.nightshift.benchmarks.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is measured, and how much of it.
 *
 * @param only experiments by name
 * @param rows of the file that is imported
 * @param runs of each measurement; medians are taken
 * @param smallMb size of the smaller file of the memory experiment
 * @param largeMb size of the larger one; 5120 is the full setting
 * @param fewLeads in the company before the smaller import of the growth experiment
 * @param manyLeads in the company before the larger one; 1000000 is the full setting
 * @param growthRows imported into either
 * @param companies whose heartbeats are swept, and that status looks at
 * @param backfillDocuments in all companies of a backfill; 1000000 is the full setting
 * @param backfillCompanies that they are in
 * @param backfillTogether how many leads of a company lie one behind the other, as a file that was
 *     imported leaves them; 1 for those of all companies in turn
 * @param backfillManyCompanies with a hundred documents each
 * @param sourceLines of the foreign code base that is scanned
 * @param registryCompanies whose sightings the coverage of the registry joins
 * @param backfillMemoryDocuments of the larger backfill whose memory is measured; 10000000 is the
 *     full setting
 * @param keys in Redis, of which half are expired; 10000000 is the full setting
 * @param uri of the MongoDB to use; the embedded one where there is none
 * @param home the working copy
 * @param work where files are made
 */
public record Plan(
        Set<String> only,
        int rows,
        int runs,
        int smallMb,
        int largeMb,
        int fewLeads,
        int manyLeads,
        int growthRows,
        int companies,
        int backfillDocuments,
        int backfillCompanies,
        int backfillTogether,
        int backfillManyCompanies,
        int sourceLines,
        int registryCompanies,
        int backfillMemoryDocuments,
        int keys,
        Optional<String> uri,
        Path home,
        Path work) {
    public static final Set<String> EXPERIMENTS =
            Set.of(
                    "speed",
                    "stages",
                    "memory",
                    "startup",
                    "growth",
                    "sweep",
                    "status",
                    "backfill",
                    "backfill-memory",
                    "keys",
                    "emit",
                    "registry");

    /**
     * Reads {@code --name=value} words.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Plan parse(List<String> words, Path home) {
        Map<String, String> options = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (!word.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("Not an option: " + word);
            }
            options.put(word.substring(2, equals), word.substring(equals + 1));
        }
        String only = options.remove("only");
        Plan plan =
                new Plan(
                        only == null ? new TreeSet<>(EXPERIMENTS) : Set.of(only.split(",")),
                        number(options, "rows", 100_000),
                        number(options, "runs", 5),
                        number(options, "small-mb", 50),
                        number(options, "large-mb", 500),
                        number(options, "few-leads", 10_000),
                        number(options, "many-leads", 200_000),
                        number(options, "growth-rows", 20_000),
                        number(options, "companies", 10_000),
                        number(options, "backfill-docs", 100_000),
                        number(options, "backfill-companies", 100),
                        number(options, "backfill-together", 1_000),
                        number(options, "backfill-many", 1_000),
                        number(options, "source-lines", 50_000),
                        number(options, "registry-companies", 1_000),
                        number(options, "backfill-memory-docs", 1_000_000),
                        number(options, "keys", 1_000_000),
                        Optional.ofNullable(options.remove("uri")),
                        home,
                        home.resolve("benchmarks/target/work"));
        if (!options.isEmpty() || !EXPERIMENTS.containsAll(plan.only())) {
            throw new IllegalArgumentException(
                    "Options are --only=%s --rows= --runs= --small-mb= --large-mb= --few-leads="
                                    .formatted(String.join(",", new TreeSet<>(EXPERIMENTS)))
                            + " --many-leads= --growth-rows= --companies= --backfill-docs="
                            + " --backfill-companies= --backfill-together= --backfill-many="
                            + " --source-lines= --registry-companies= --backfill-memory-docs="
                            + " --keys= --uri=");
        }
        return plan;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String value = options.remove(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
