package dev.nightshift.jobs.csvimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.leads.LeadField;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ImportOptionsTest {
    private static final ImportOptions ALL =
            new ImportOptions(
                    "nextgen",
                    Map.of(LeadField.PHONE, "Cell", LeadField.DOB, "Born"),
                    true,
                    true,
                    MaxRejects.parse("3%"),
                    "/tmp/r.csv",
                    true);

    @Test
    void a_restart_reads_them_from_the_runs_parameters() {
        assertThat(ImportOptions.fromParameters(ALL.asParameters())).isEqualTo(ALL);
        assertThat(ImportOptions.fromParameters(Map.of())).isEqualTo(ImportOptions.defaults());
    }

    @Test
    void where_rejects_go_and_how_many_are_borne_do_not_make_another_import() {
        ImportOptions others =
                new ImportOptions(
                        ALL.vendor(),
                        ALL.map(),
                        ALL.dryRun(),
                        ALL.clearOnBlank(),
                        MaxRejects.NONE,
                        null,
                        ALL.force());
        assertThat(others.fingerprint()).isEqualTo(ALL.fingerprint());
        assertThat(ImportOptions.defaults().fingerprint()).isNotEqualTo(ALL.fingerprint());
    }
}
