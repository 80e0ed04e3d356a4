package dev.nightshift.migrations.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedMigrationsTest {
    private static final Subject US = new Subject(new CompanyId("demo"), Region.of("US"));
    private static final DataMigration PHONES = new M20261119_NormaliseLeadPhones();
    private static final DataMigration DATES = new M20261120_MoveLeadBirthDates();

    private static Document lead(String phone) {
        return new Document("_id", 1).append("phone", phone).append("city", "Boston");
    }

    @ParameterizedTest
    @CsvSource({
        "(504) 621-8927,+15046218927",
        "504-621-8927,+15046218927",
        "1 504 621 8927,+15046218927",
        "+1 (504) 621-8927,+15046218927",
        "+44 20 7946 0958,+442079460958"
    })
    void a_phone_becomes_e164_and_stays_so(String phone, String expected) {
        Document once = PHONES.apply(lead(phone), US);
        assertThat(once).isEqualTo(lead(expected));
        assertThat(PHONES.apply(new Document(once), US)).isEqualTo(once);
    }

    @Test
    void a_phone_is_of_the_companys_region() {
        Subject german = new Subject(new CompanyId("demo"), Region.of("DE"));
        assertThat(PHONES.apply(lead("030 901820"), german)).isEqualTo(lead("+4930901820"));
    }

    @Test
    void an_extension_goes_to_its_own_field_unless_there_is_one() {
        assertThat(PHONES.apply(lead("(504) 621-8927 ext. 12"), US))
                .containsEntry("phone", "+15046218927")
                .containsEntry("phoneExtension", "12");
        assertThat(PHONES.apply(lead("(504) 621-8927 x12").append("phoneExtension", "7"), US))
                .containsEntry("phoneExtension", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "none", "(000) 000-0000", "++", "+999 1"})
    void what_is_no_phone_is_told_without_it(String phone) {
        assertThatThrownBy(() -> PHONES.apply(lead(phone), US))
                .isInstanceOf(Unmigratable.class)
                .hasMessage("the phone is no number of any plan");
    }

    @Test
    void a_phone_that_is_not_text_or_not_there_is_left() {
        assertThatThrownBy(() -> PHONES.apply(new Document("phone", 5046218927L), US))
                .hasMessage("the phone is not text");
        assertThat(PHONES.apply(new Document("city", "Boston"), US))
                .isEqualTo(new Document("city", "Boston"));
    }

    private static Document born(Object date) {
        return new Document("vendorData", new Document("dob", date).append("note", "n"));
    }

    @ParameterizedTest
    @CsvSource({
        "1980-01-31,1980-01-31",
        "1980/1/31,1980-01-31",
        "19800131,1980-01-31",
        "1980-01-31T00:00:00Z,1980-01-31",
        "1/31/1980,1980-01-31",
        "01-31-1980 00:00,1980-01-31",
        "' 1980-01-31 ',1980-01-31"
    })
    void a_date_of_birth_moves(String text, String expected) {
        Document once = DATES.apply(born(text), US);
        assertThat(once)
                .isEqualTo(
                        new Document("vendorData", new Document("note", "n"))
                                .append("dob", expected));
        assertThat(DATES.apply(new Document(once), US)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31/01/1980", "1880-01-01", "2101-01-01", "1980-02-30", "n/a"})
    void what_is_no_date_is_told_without_it(String text) {
        assertThatThrownBy(() -> DATES.apply(born(text), US))
                .isInstanceOf(Unmigratable.class)
                .hasMessage("the vendor's date of birth is no date");
    }

    @Test
    void a_date_that_the_lead_has_already_is_kept() {
        assertThat(DATES.apply(born("1980-01-31").append("dob", "1980-01-31"), US))
                .containsEntry("dob", "1980-01-31")
                .containsEntry("vendorData", new Document("note", "n"));
        assertThatThrownBy(() -> DATES.apply(born("1980-01-31").append("dob", "1981-01-31"), US))
                .hasMessage("the lead has another date of birth already");
        assertThatThrownBy(() -> DATES.apply(born(7), US))
                .hasMessage("the vendor's date of birth is not text");
        assertThat(DATES.apply(new Document("vendorData", "text"), US))
                .isEqualTo(new Document("vendorData", "text"));
    }

    @Test
    void each_says_what_it_is_about() {
        Catalogue.shipped()
                .all()
                .forEach(
                        migration -> {
                            assertThat(migration.collection()).isEqualTo("leads");
                            assertThat(migration.summary()).endsWith(".");
                        });
        assertThat(((SchemaMigration) new M20261118_BuildLeadKeys()).indexes())
                .extracting(plan -> plan.name())
                .containsExactly("companyId_1_phone_1", "companyId_1_email_1");
        assertThat(PHONES.verification()).isEqualTo(PHONES.filter());
        assertThat(DATES.filter()).containsKey("vendorData.dob");
    }
}
