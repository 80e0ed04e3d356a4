package dev.nightshift.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

class LeadFileTest {
    @Test
    void the_sample_files_are_what_the_generator_writes(@TempDir Path folder) throws IOException {
        WriteSamples.main(new String[] {folder.toString()});
        Path samples = Path.of("..", "docs", "samples");
        for (String name : new String[] {"leads-nextgen.csv", "leads-marketplace.csv"}) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(samples.resolve(name));
        }
    }

    @Test
    void people_have_keys_of_their_own() {
        Set<Object> keys = new HashSet<>();
        for (long number = 0; number < 200_000; number++) {
            Person person = Person.of(number);
            assertThat(keys.add(person.phone())).isTrue();
            assertThat(keys.add(person.email())).isTrue();
        }
    }

    @Test
    void the_shares_of_dirt_and_repetition_are_those_asked_for() {
        Set<String> ids = new HashSet<>();
        int[] dirty = new int[1];
        LeadFile.of(Vendor.NEXTGEN, 20_000)
                .cells()
                .forEach(
                        cells -> {
                            ids.add(cells[0]);
                            String phone = cells[Vendor.NEXTGEN.phone];
                            if (!phone.matches("\\d{10}") || phone.isEmpty()) {
                                dirty[0]++;
                            }
                        });
        assertThat(20_000 - ids.size()).isBetween(850, 1_150);
        // Half of the kinds of dirt are in the phone.
        assertThat(dirty[0]).isBetween(150, 250);
    }
}
