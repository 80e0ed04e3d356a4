package dev.nightshift.app.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.jspecify.annotations.NullMarked;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every rule, with code that breaks it: class name to source. */
final class Rules {
    /** A rule and a violation of it. */
    record Rule(String name, ArchRule rule, Map<String, String> violation) {}

    private static final String ROOT = "dev.nightshift.";
    private static final List<String> ALL =
            List.of(
                    "platform",
                    "alerts",
                    "readers",
                    "writers",
                    "migrations",
                    "jobs",
                    "drills",
                    "schedules",
                    "app",
                    "benchmarks");

    private static final Map<String, List<String>> MAY_USE =
            Map.of(
                    "platform", List.of(),
                    "alerts", List.of("platform"),
                    "readers", List.of("platform"),
                    "writers", List.of("platform"),
                    "migrations", List.of("platform"),
                    "jobs", List.of("platform", "readers", "writers", "migrations", "alerts"),
                    "drills",
                            List.of(
                                    "platform",
                                    "alerts",
                                    "readers",
                                    "writers",
                                    "migrations",
                                    "jobs"),
                    "schedules", List.of("platform", "alerts", "jobs"));

    /** They read what the servers of the test were sent. */
    private static final String TEST_OF_SERVERS = ".*IT(\\$.*)?";

    private static final String HTTP = "java.net.http..";
    private static final String CHANNELS = "dev.nightshift.alerts.channels..";
    private static final String SENDERS = "the channels of alerts";
    private static final String HTTP_SENDERS = SENDERS + ", HTTP probes and the writer of webhooks";

    private Rules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        MAY_USE.forEach((room, others) -> rules.add(room(room, others)));
        rules.add(
                only(
                        "the MongoDB driver is known to the guarded store alone",
                        "com.mongodb..",
                        "dev.nightshift.platform.mongo.."));
        rules.add(
                only(
                        "the Redis driver is known to the guarded store alone",
                        "io.lettuce..",
                        "dev.nightshift.platform.redis.."));
        rules.add(
                only(
                        "the embedded MongoDB is known to the stack alone",
                        "de.bwaldvogel..",
                        "dev.nightshift.platform.stack.."));
        rules.add(
                only(
                        "Quartz is known to the schedules alone",
                        "org.quartz..",
                        "dev.nightshift.schedules.."));
        rules.add(historyStandsAlone());
        rules.add(noSpringData());
        rules.addAll(sendingIsTheChannels());
        rules.add(time("nobody sleeps", "Thread.sleep(1)", sleep()));
        rules.add(time("time is injected", "java.time.Instant.now()", wallClock()));
        rules.add(systemClock());
        rules.add(names());
        rules.add(nullMarked());
        rules.add(PropertySeeds.rule());
        return rules;
    }

    private static Rule room(String room, List<String> others) {
        String[] foreign =
                ALL.stream()
                        .filter(other -> !other.equals(room) && !others.contains(other))
                        .map(other -> ROOT + other + "..")
                        .toArray(String[]::new);
        return new Rule(
                "%s depends on nothing of ours but %s".formatted(room, others),
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + room + "..")
                        .and()
                        // A test of the drills' simulated servers that needs the driver's types.
                        .resideOutsideOfPackage(ROOT + "platform.mongo.simulated..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(foreign),
                Map.of(
                        ROOT + "app.Entry",
                        "package dev.nightshift.app; public class Entry {}",
                        ROOT + room + ".Planted",
                        "package dev.nightshift.%s; class Planted { dev.nightshift.app.Entry e; }"
                                .formatted(room)));
    }

    /** What was done to documents must not change when a document class or a writer does. */
    private static Rule historyStandsAlone() {
        return new Rule(
                "a shipped migration uses nothing of ours but its contract",
                classes()
                        .that()
                        .resideInAPackage("dev.nightshift.migrations.shipped..")
                        .and()
                        .areTopLevelClasses()
                        .and()
                        .haveSimpleNameNotEndingWith("Test")
                        .and()
                        .haveSimpleNameNotEndingWith("IT")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "java..",
                                "org.bson..",
                                "org.jspecify..",
                                "com.google.i18n.phonenumbers..",
                                "dev.nightshift.migrations",
                                "dev.nightshift.migrations.shipped..",
                                "dev.nightshift.platform.companies..",
                                "dev.nightshift.platform.mongo.index.."),
                Map.of(
                        "dev.nightshift.writers.mongo.LeadStore",
                        "package dev.nightshift.writers.mongo; public class LeadStore {}",
                        "dev.nightshift.migrations.shipped.M20260101_Planted",
                        """
                        package dev.nightshift.migrations.shipped;
                        class M20260101_Planted { dev.nightshift.writers.mongo.LeadStore store; }
                        """));
    }

    private static Rule only(String name, String library, String owner) {
        String type = library.replace("..", ".Client");
        return new Rule(
                name,
                noClasses()
                        .that()
                        .resideOutsideOfPackage(owner)
                        .and(isNoTestOfTheEmbeddedServers())
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library),
                Map.of(
                        type,
                        "package %s; public class Client {}".formatted(library.replace("..", "")),
                        ROOT + "jobs.Planted",
                        "package dev.nightshift.jobs; class Planted { %s client; }"
                                .formatted(type)));
    }

    /** The embedded servers are tried with the clients that everybody uses. */
    private static DescribedPredicate<JavaClass> isNoTestOfTheEmbeddedServers() {
        return DescribedPredicate.describe(
                "are no integration test of the embedded servers",
                type ->
                        !type.getPackageName().startsWith(ROOT + "platform.stack")
                                || !type.getName().replaceAll("\\$.*", "").endsWith("IT"));
    }

    private static Rule noSpringData() {
        return new Rule(
                "no mapping stands between us and the driver",
                noClasses()
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.springframework.data..")),
                Map.of(
                        "org.springframework.data.Template",
                        "package org.springframework.data; public class Template {}",
                        ROOT + "platform.Planted",
                        "package dev.nightshift.platform;"
                                + " class Planted { org.springframework.data.Template t; }"));
    }

    /** Each way out has a rule of its own, so that each is shown to be watched. */
    private static List<Rule> sendingIsTheChannels() {
        Map<String, String> ways =
                Map.of(
                        HTTP,
                        "java.net.http.HttpClient",
                        "jakarta.mail..",
                        "jakarta.mail.Transport",
                        "org.springframework.mail..",
                        "org.springframework.mail.MailSender",
                        "org.springframework.web.client..",
                        "org.springframework.web.client.RestClient");
        List<Rule> rules = new ArrayList<>();
        ways.forEach((library, type) -> rules.add(sending(library, type)));
        rules.add(connecting("java.net.URLConnection"));
        rules.add(connecting("java.net.Socket"));
        rules.add(connecting("java.nio.channels.SocketChannel"));
        rules.add(connecting("javax.net.ssl.SSLSocket"));
        return rules;
    }

    private static Rule sending(String library, String type) {
        return new Rule(
                "nothing is sent through %s but by %s"
                        .formatted(library, library.equals(HTTP) ? HTTP_SENDERS : SENDERS),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                CHANNELS,
                                // Asks addresses of SLO plans, and only those that it may.
                                library.equals(HTTP)
                                        ? "dev.nightshift.jobs.sloprobe.http.."
                                        : CHANNELS,
                                // Its receiver is the platform, not a person.
                                library.equals(HTTP)
                                        ? "dev.nightshift.writers.webhook.."
                                        : CHANNELS)
                        .and()
                        .haveNameNotMatching(TEST_OF_SERVERS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library),
                planted(type));
    }

    /**
     * The stack probes the servers it starts, and a drill stands between drivers and servers; tests
     * of servers are clients of their own.
     */
    private static Rule connecting(String type) {
        return new Rule(
                "nobody opens a %s but the embedded stack and drills".formatted(type),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "dev.nightshift.platform.stack..",
                                "dev.nightshift.platform.testing..",
                                "dev.nightshift.drills.proxy..",
                                "dev.nightshift.drills.replicaset.wire..")
                        .and()
                        .haveNameNotMatching(TEST_OF_SERVERS)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                java.util.regex.Pattern.quote(type) + "|.*Http.*URLConnection"),
                planted(type));
    }

    private static Map<String, String> planted(String type) {
        // Some are on no class path of this test: a stand-in has the same name.
        boolean ours = !type.startsWith("java.") && !type.startsWith("javax.");
        String simple = type.substring(type.lastIndexOf('.') + 1);
        String code =
                "package dev.nightshift.jobs; class Planted { void f(%s way) { way.hashCode(); } }"
                        .formatted(type);
        return ours
                ? Map.of(
                        type,
                        "package %s; public class %s {}"
                                .formatted(type.substring(0, type.lastIndexOf('.')), simple),
                        ROOT + "jobs.Planted",
                        code)
                : Map.of(ROOT + "jobs.Planted", code);
    }

    private static Rule time(
            String name, String call, DescribedPredicate<? super JavaCall<?>> calls) {
        return new Rule(
                name,
                noClasses().should().callMethodWhere(calls),
                Map.of(
                        ROOT + "jobs.Planted",
                        "package dev.nightshift.jobs; class Planted { void f() throws Exception { "
                                + call
                                + "; } }"));
    }

    private static DescribedPredicate<JavaCall<?>> sleep() {
        return target(name("sleep"))
                .and(target(owner(resideInAnyPackage("java.lang", "java.util.concurrent"))))
                .as("sleep");
    }

    private static DescribedPredicate<JavaCall<?>> wallClock() {
        DescribedPredicate<JavaCall<?>> now =
                target(name("now")).and(target(owner(resideInAPackage("java.time.."))));
        DescribedPredicate<JavaCall<?>> millis =
                target(name("currentTimeMillis"))
                        .and(target(owner(JavaClass.Predicates.type(System.class))));
        DescribedPredicate<JavaCall<?>> clock =
                target(nameStartingWith("system"))
                        .and(target(owner(JavaClass.Predicates.type(java.time.Clock.class))));
        return now.or(millis).or(clock).as("a look at the wall clock");
    }

    private static Rule systemClock() {
        return new Rule(
                "the system's clock enters where a process starts",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "dev.nightshift.app..", "dev.nightshift.platform.stack..")
                        .and()
                        .haveSimpleNameNotEndingWith("IT")
                        .and()
                        .haveSimpleNameNotEndingWith("Process")
                        .should()
                        .callMethodWhere(
                                target(name("system"))
                                        .and(
                                                target(
                                                        owner(
                                                                JavaClass.Predicates.type(
                                                                        java.time.InstantSource
                                                                                .class))))
                                        .as("InstantSource.system()")),
                Map.of(
                        ROOT + "jobs.Planted",
                        "package dev.nightshift.jobs; class Planted { Object c ="
                                + " java.time.InstantSource.system(); }"));
    }

    private static Rule names() {
        return new Rule(
                "names say what a thing is",
                noClasses()
                        .should()
                        .haveNameMatching(
                                ".*\\.(Abstract\\w+|\\w*(Utils?|Helpers?|Manager|Impl))(\\$.*)?"),
                Map.of(ROOT + "jobs.RowUtils", "package dev.nightshift.jobs; class RowUtils {}"));
    }

    private static Rule nullMarked() {
        return new Rule(
                "every package is null-marked and says what it is",
                classes().should(liveInANullMarkedPackage()),
                Map.of(ROOT + "jobs.Planted", "package dev.nightshift.jobs; class Planted {}"));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaPackage home = type.getPackage();
                boolean marked =
                        home.tryGetPackageInfo().isPresent()
                                && home.isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                type, marked, "%s is not @NullMarked".formatted(home.getName())));
            }
        };
    }
}
