package dev.nightshift.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.Collectors;

class ChecksumTest {
    /** What was released is never changed: a change needs a migration of its own. */
    private static final Map<String, String> RELEASED =
            Map.of(
                    "M20261118_BuildLeadKeys",
                    "d9f7591467a831a281f04ed4ad883274e17b8133bdda56a09ab399f7ff98eba5",
                    "M20261119_NormaliseLeadPhones",
                    "6696558f13cfd17bf6a9052f17017f08996e7c19fee86c96f40e824458d5315f",
                    "M20261120_MoveLeadBirthDates",
                    "67d8dd7352b0586240f7222783230a5f71b205082a99be5b94a832696491d996");

    @Test
    void no_released_migration_has_changed() {
        assertThat(
                        Catalogue.shipped().all().stream()
                                .collect(Collectors.toMap(Migration::id, Checksum::of)))
                .isEqualTo(RELEASED);
    }

    @Test
    void a_literal_an_instruction_and_a_nested_class_count() {
        assertThat(Checksum.of(Twice.class)).isEqualTo(Checksum.of(Twice.class)).hasSize(64);
        assertThat(Checksum.of(Twice.class))
                .isNotEqualTo(Checksum.of(Thrice.class))
                .isNotEqualTo(Checksum.of(Renamed.class));
    }

    private abstract static class Base implements DataMigration {
        @Override
        public String summary() {
            return "";
        }

        @Override
        public String collection() {
            return "leads";
        }

        @Override
        public Document filter() {
            return new Document();
        }
    }

    private static final class Twice extends Base {
        @Override
        public Document apply(Document document, Subject subject) {
            return document.append("n", document.getInteger("n") * 2);
        }
    }

    private static final class Thrice extends Base {
        @Override
        public Document apply(Document document, Subject subject) {
            return document.append("n", document.getInteger("n") * 3);
        }
    }

    private static final class Renamed extends Base {
        @Override
        public Document apply(Document document, Subject subject) {
            return document.append("m", document.getInteger("n") * 2);
        }
    }
}
