package dev.nightshift.jobs.backfill.company.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.List;

class ShapeTest {
    @Test
    void a_value_shows_its_form_and_nothing_of_what_is_in_it() {
        assertThat(Shape.of("(504) 621-8927")).isEqualTo("\"(999) 999-9999\"");
        assertThat(Shape.of("Ada Byron\u0007")).isEqualTo("\"Aaa Aaaaa?\"");
        assertThat(Shape.of(null)).isEqualTo("null");
        assertThat(Shape.of(1.5)).isEqualTo("9.9");
        assertThat(Shape.of(true)).isEqualTo("true or false");
        assertThat(Shape.of(List.of(1, 2))).isEqualTo("a list of 2");
        assertThat(Shape.of(new Document("a", 1))).isEqualTo("a document of 1");
        assertThat(Shape.of('c')).isEqualTo("a Character");
        assertThat(Shape.of("x".repeat(61))).endsWith("a…\"").hasSize(63);
    }
}
