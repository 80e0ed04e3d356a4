package dev.nightshift.benchmarks.stages;

import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;
import dev.nightshift.jobs.csvimport.normalise.NormalisedRow;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.ImportJournal;
import dev.nightshift.writers.mongo.LeadBatchWriter;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges offers that are in memory into leads that are in memory, on one thread. Argument: rows.
 */
public final class MergeStage {
    private static final int BATCH = 2_000;

    private MergeStage() {}

    public static void main(String[] arguments) {
        LeadNormaliser normaliser = Nextgen.normaliser();
        List<LeadOffer> offers = new ArrayList<>();
        for (List<String> cells : Nextgen.rows(Integer.parseInt(arguments[0]))) {
            if (normaliser.normalise(offers.size(), cells)
                    instanceof NormalisedRow.Accepted accepted) {
                offers.add(accepted.offer());
            }
        }
        Nextgen.measure(offers.size(), () -> merge(offers));
    }

    private static void merge(List<LeadOffer> offers) {
        var options =
                new MergeOptions("0".repeat(24), new ImportStamp(Instant.EPOCH), "NextGen", false);
        var writer = new LeadBatchWriter(new LeadsInMemory(), new NoJournal(), options);
        long batch = 0;
        for (int from = 0; from < offers.size(); from += BATCH) {
            int to = Math.min(offers.size(), from + BATCH);
            writer.write(batch++, offers.subList(from, to));
        }
    }

    private record NoJournal() implements ImportJournal {
        @Override
        public boolean put(Document page, @Nullable Object over) {
            return true;
        }

        @Override
        public void putAll(List<Document> unchanging) {}

        @Override
        public @Nullable String lastId(String from, String below) {
            return null;
        }

        @Override
        public List<Document> find(List<String> ids) {
            return List.of();
        }
    }
}
