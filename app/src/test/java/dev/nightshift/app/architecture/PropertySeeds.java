package dev.nightshift.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.Map;

/** The gate is deterministic: a property that draws from chance alone would fail now and then. */
final class PropertySeeds {
    private static final String PROPERTY = "net.jqwik.api.Property";

    private PropertySeeds() {}

    static Rules.Rule rule() {
        return new Rules.Rule(
                "a property test names its seed",
                methods().that().areAnnotatedWith(PROPERTY).should(nameTheirSeed()),
                Map.of(
                        PROPERTY,
                        """
                        package net.jqwik.api;
                        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                        public @interface Property { String seed() default ""; }
                        """,
                        "dev.nightshift.jobs.PlantedTest",
                        """
                        package dev.nightshift.jobs;
                        class PlantedTest { @net.jqwik.api.Property void holds() {} }
                        """));
    }

    private static ArchCondition<JavaMethod> nameTheirSeed() {
        return new ArchCondition<>("name their seed") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean named =
                        method.getAnnotationOfType(PROPERTY).hasExplicitlyDeclaredProperty("seed");
                events.add(
                        new SimpleConditionEvent(
                                method, named, method.getFullName() + " names no seed"));
            }
        };
    }
}
