package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;
import dev.nightshift.writers.mongo.merge.VendorNames;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the merge and its undo must do on every engine. */
class LeadBatchWriterIT {
    private static final String ENGINES = "dev.nightshift.platform.testing.Engines#all";
    private static final MergeOptions OPTIONS =
            new MergeOptions(
                    new ObjectId().toHexString(),
                    new ImportStamp(ImportCase.NOW),
                    "CSV Import",
                    false);

    /** One company's stores. */
    private record Company(
            TenantCollection leads, TenantCollection pages, TenantLeadStore store, DyingStore dying)
            implements AutoCloseable {
        static Company of(MongoStores stores, String id) {
            TenantContext context = new TenantContext(new CompanyId(id), "r-1", "test", "tester");
            TenantLeadStore store = new TenantLeadStore(stores.tenants(), context);
            TenantImportJournal journal = new TenantImportJournal(stores.tenants(), context);
            return new Company(
                    stores.tenants().collection(context, TenantLeadStore.COLLECTION),
                    stores.tenants().collection(context, TenantImportJournal.COLLECTION),
                    store,
                    new DyingStore(store, journal));
        }

        /** All leads without the company, as the model has them. */
        List<Document> all() {
            List<Document> all = leads.find(new Document());
            all.forEach(lead -> lead.remove("companyId"));
            return all;
        }

        LeadBatchWriter writer() {
            return new LeadBatchWriter(dying, dying, OPTIONS);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void imports_that_die_often_equal_the_model_and_can_be_undone(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri())) {
            for (long seed = 0; seed < 40; seed++) {
                try (Company company = Company.of(stores, "seed-" + seed)) {
                    importAndUndo(ImportCase.random(seed), company, new Random(seed));
                }
            }
        }
    }

    private static void importAndUndo(ImportCase given, Company company, Random random) {
        company.leads().insertMany(given.before());
        NaiveLeads model = given.model();
        List<String> expected = given.expected(model);
        List<String> outcomes = new ArrayList<>();
        LeadBatchWriter writer =
                new LeadBatchWriter(company.dying(), company.dying(), given.options());
        for (int batch = 0; batch < given.batches().size(); ) {
            company.dying().dieAfter(3 + random.nextInt(25));
            try {
                outcomes.addAll(
                        MergePropertyTest.names(writer.write(batch, given.batches().get(batch))));
                batch++;
            } catch (NightshiftException death) {
                writer = new LeadBatchWriter(company.dying(), company.dying(), given.options());
            }
        }
        assertThat(outcomes).isEqualTo(expected);
        MergePropertyTest.assertSameLeads(given, company.all(), model.documents());

        Optional<UndoReport> undone = Optional.empty();
        while (undone.isEmpty()) {
            company.dying().dieAfter(3 + random.nextInt(25));
            ImportUndo undo =
                    new ImportUndo(
                            company.dying(),
                            company.dying(),
                            given.options().importId(),
                            given.options().stamp());
            try {
                undone = Optional.ofNullable(undo.undo(() -> false));
            } catch (NightshiftException death) {
                company.dying().dieAfter(Integer.MAX_VALUE);
                undone = undo.finished();
            }
        }
        MergePropertyTest.assertSameLeads(given, company.all(), given.before());
        assertThat(undone.orElseThrow().changedSince()).isZero();
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_large_batch_goes_in_whole_and_repeats_without_a_change(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                Company company = Company.of(stores, "acme")) {
            List<LeadOffer> rows = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                rows.add(row(i, "+1555%07d".formatted(i), "e%d@example.com".formatted(i), "Ann"));
            }
            assertThat(MergePropertyTest.names(company.writer().write(0, rows)))
                    .hasSize(2_000)
                    .containsOnly("INSERTED");
            assertThat(MergePropertyTest.names(company.writer().write(1, rows)))
                    .hasSize(2_000)
                    .containsOnly("UNCHANGED");
            assertThat(company.leads().count(new Document())).isEqualTo(2_000);
            assertThat(company.pages().count(new Document())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void any_header_works_as_a_name_in_vendor_data(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                Company company = Company.of(stores, "acme")) {
            Map<String, String> columns = new LinkedHashMap<>();
            for (String column :
                    List.of("a.b", "$c", "d$", "e\0f", "%", "%2E", "50 %", "_id", "0", "ü.ö")) {
                columns.put(column, "1");
            }
            LeadBatchWriter writer = company.writer();
            writer.write(0, List.of(withVendorData(columns)));
            columns.replaceAll((column, value) -> "2");
            columns.put(".", "new");
            assertThat(MergePropertyTest.names(writer.write(1, List.of(withVendorData(columns)))))
                    .containsExactly("UPDATED");
            assertThat(MergePropertyTest.names(writer.write(2, List.of(withVendorData(columns)))))
                    .containsExactly("UNCHANGED");

            Document stored = company.all().getFirst().get("vendorData", Document.class);
            Map<String, Object> read = new LinkedHashMap<>();
            stored.forEach((name, value) -> read.put(VendorNames.unescape(name), value));
            assertThat(read).isEqualTo(columns);
        }
    }

    private static LeadOffer withVendorData(Map<String, String> columns) {
        return new LeadOffer(
                2, Map.of(LeadField.PHONE, "+15550100"), Map.copyOf(columns), Set.of());
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_lead_that_another_writer_changes_first_is_merged_as_it_is_then(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                Company company = Company.of(stores, "acme")) {
            Date later = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
            company.leads()
                    .insertMany(List.of(new Document("phone", "p1").append("firstName", "Ann")));
            AtomicBoolean once = new AtomicBoolean(true);
            company.dying().beforeWrite =
                    () -> {
                        if (once.getAndSet(false)) {
                            company.leads()
                                    .updateOne(
                                            new Document("phone", "p1"),
                                            new Document(
                                                    "$set",
                                                    new Document("city", "Bern")
                                                            .append("firstName", "Bob")
                                                            .append("updatedAt", later)),
                                            Repeat.NEVER);
                            company.leads().insertMany(List.of(new Document("phone", "p2")));
                        }
                    };
            List<String> outcomes =
                    MergePropertyTest.names(
                            company.writer()
                                    .write(
                                            0,
                                            List.of(
                                                    row(2, "p1", "e1", "Bob"),
                                                    row(3, "p2", "e2", "Cem"),
                                                    row(4, "p2", "e2", "Cem"))));
            assertThat(outcomes).containsExactly("UPDATED", "UPDATED", "UNCHANGED");
            assertThat(company.leads().count(new Document())).isEqualTo(2);
            Document bob = company.leads().findOne(new Document("phone", "p1")).orElseThrow();
            assertThat(bob)
                    .containsEntry("city", "Bern")
                    .containsEntry("email", "e1")
                    .containsEntry("updatedAt", Date.from(ImportCase.NOW));
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_lead_too_large_for_mongodb_is_a_rejected_row(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                Company company = Company.of(stores, "acme")) {
            LeadOffer huge =
                    new LeadOffer(
                            3,
                            Map.of(LeadField.PHONE, "p2"),
                            Map.of("notes", "x".repeat(17 << 20)),
                            Set.of());
            List<String> outcomes =
                    MergePropertyTest.names(
                            company.writer()
                                    .write(
                                            0,
                                            List.of(
                                                    row(2, "p1", "e1", "Ann"),
                                                    huge,
                                                    row(4, "p2", "e2", "Bob"))));
            assertThat(outcomes).containsExactly("INSERTED", "NOT_STORABLE", "INSERTED");
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_change_too_large_for_the_journal_is_a_rejected_row(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                Company company = Company.of(stores, "acme")) {
            Document vendorData = new Document("notes", "x".repeat(9 << 20));
            company.leads()
                    .insertMany(
                            List.of(new Document("phone", "p2").append("vendorData", vendorData)));
            LeadOffer more =
                    new LeadOffer(
                            3, Map.of(LeadField.PHONE, "p2"), Map.of("colour", "red"), Set.of());
            List<LeadOffer> rows =
                    List.of(row(2, "p1", "e1", "Ann"), more, row(4, "p2", "e2", "Bob"));

            List<String> outcomes = MergePropertyTest.names(company.writer().write(0, rows));

            assertThat(outcomes).containsExactly("INSERTED", "NOT_STORABLE", "UPDATED");
            Document lead = company.leads().findOne(new Document("phone", "p2")).orElseThrow();
            assertThat(lead).containsEntry("firstName", "Bob");
            assertThat(lead.get("vendorData", Document.class)).containsOnlyKeys("notes");
            ImportUndo undo =
                    new ImportUndo(
                            company.dying(), company.dying(), OPTIONS.importId(), OPTIONS.stamp());
            UndoReport report = Objects.requireNonNull(undo.undo(() -> false));
            assertThat(report.removed()).isEqualTo(1);
            assertThat(report.restored()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void an_undo_leaves_alone_and_names_what_changed_since(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                Company company = Company.of(stores, "acme")) {
            company.leads().insertMany(List.of(new Document("phone", "p0").append("email", "e0")));
            company.writer()
                    .write(
                            0,
                            List.of(
                                    row(2, "p0", "e0", "Ann"),
                                    row(3, "p1", "e1", "Bob"),
                                    row(4, "p2", "e2", "Cem")));
            company.leads()
                    .updateOne(
                            new Document("phone", "p1"),
                            new Document("$currentDate", new Document("updatedAt", true)),
                            Repeat.NEVER);
            ImportUndo undo =
                    new ImportUndo(
                            company.dying(), company.dying(), OPTIONS.importId(), OPTIONS.stamp());

            UndoReport report = Objects.requireNonNull(undo.undo(() -> false));

            assertThat(report.removed()).isEqualTo(1);
            assertThat(report.restored()).isEqualTo(1);
            assertThat(report.changedSince()).isEqualTo(1);
            assertThat(report.changedLeads()).hasSize(1);
            Set<Object> phones = new HashSet<>();
            company.all().forEach(lead -> phones.add(lead.getString("phone")));
            assertThat(phones).containsExactlyInAnyOrder("p0", "p1");
            assertThat(undo.finished()).contains(report);
            assertThatThrownBy(() -> undo.undo(() -> false))
                    .isInstanceOf(NightshiftException.class)
                    .hasMessageContaining("undone already");
        }
    }

    private static LeadOffer row(int line, String phone, String email, String firstName) {
        return new LeadOffer(
                line,
                Map.of(
                        LeadField.PHONE, phone,
                        LeadField.EMAIL, email,
                        LeadField.FIRST_NAME, firstName),
                Map.of(),
                Set.of());
    }
}
