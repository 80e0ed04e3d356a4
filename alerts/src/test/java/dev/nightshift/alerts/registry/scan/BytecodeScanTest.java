package dev.nightshift.alerts.registry.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class BytecodeScanTest {
    @TempDir private Path folder = Path.of("");

    private FoundSites scan(String... sources) throws IOException {
        try {
            // The adapter's own classes are part of every real scan.
            Path alert = Path.of(Alert.class.getResource("Alert.class").toURI());
            List<byte[]> classes = new ArrayList<>(Compiled.classes(folder, sources));
            classes.add(Compiled.bytes(alert));
            return BytecodeScan.of(classes.stream());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<String> told(FoundSites found) {
        return found.sites().stream().map(site -> site.code() + " " + site.severity());
    }

    @Test
    void aConstantIsReadWithItsClassMethodAndLine() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Plain {
                            void run(AlertService alerts, TenantContext context, boolean big) {
                                alerts.sendAlert(
                                    context,
                                    Alert.of("A_B_C_D", Severity.CRITICAL, big ? "big" : "small"));
                            }
                        }
                        """);

        assertThat(found.sites())
                .containsExactly(
                        new EmitSite(
                                "A_B_C_D",
                                Severity.CRITICAL,
                                "planted/Plain.java",
                                "Plain.run",
                                6));
        assertThat(found.unread()).isEmpty();
    }

    @Test
    void aConstructorCallIsASiteToo() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Made {
                            Alert alert() {
                                return new Alert("A_B_C_D", Severity.INFO, "m", EventType.SLO_BREACH,
                                    null, null, null, null, null, 5L, null, null,
                                    java.util.Map.of(), null);
                            }
                        }
                        """);

        assertThat(told(found)).containsExactly("A_B_C_D INFO");
    }

    @Test
    void staticFinalsAndVariablesAreFollowed() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Fields {
                            static final String WHOLE = "A_B_C_WHOLE";
                            static final String LATER = later();
                            static final Severity HOW = Severity.WARNING;
                            static String later() { return "A_B_C_LATER"; }
                            Alert whole() { return Alert.of(WHOLE, HOW, "m"); }
                            Alert later(int i) {
                                String code = LATER;
                                for (int n = 0; n < i; n++) { System.out.println(n); }
                                return Alert.of(code, HOW, "m");
                            }
                            Alert either(boolean a) {
                                String code;
                                if (a) { code = "A_B_C_ONE"; } else { code = "A_B_C_OTHER"; }
                                return Alert.of(code, a ? Severity.INFO : Severity.CRITICAL, "m");
                            }
                        }
                        """);

        assertThat(told(found))
                .containsExactly(
                        "A_B_C_LATER WARNING",
                        "A_B_C_ONE null",
                        "A_B_C_OTHER null",
                        "A_B_C_WHOLE WARNING");
    }

    @Test
    void anEnumThatHoldsCodesIsReadConstantByConstant() throws IOException {
        FoundSites found =
                scan(
                        """
                        enum Signal {
                            LOST("A_B_C_LOST", Severity.CRITICAL), LATE("A_B_C_LATE", Severity.INFO);
                            private final String code;
                            private final Severity severity;
                            Signal(String code, Severity severity) {
                                this.code = code;
                                this.severity = severity;
                            }
                            String code() { return code; }
                            Severity severity() { return severity; }
                        }
                        """,
                        """
                        class Named {
                            Alert lost() {
                                return Alert.of(Signal.LOST.code(), Signal.LOST.severity(), "m");
                            }
                        }
                        """,
                        """
                        class Any {
                            Alert any(Signal signal) {
                                return Alert.of(signal.code(), Severity.WARNING, "m");
                            }
                        }
                        """);

        assertThat(told(found))
                .containsExactlyInAnyOrder(
                        "A_B_C_LATE WARNING", "A_B_C_LOST CRITICAL", "A_B_C_LOST WARNING");
    }

    @Test
    void aMethodThatTakesTheCodeIsFollowedToItsCallers() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Caller {
                            private void tell(long before, String code, Severity severity) {
                                Alert.of(code, severity, "m" + before);
                            }
                            void one() { tell(1, "A_B_C_ONE", Severity.INFO); }
                            void two(java.util.List<String> all) {
                                String cause = "TWO";
                                all.forEach(any -> tell(2, "A_B_C_" + cause, Severity.WARNING));
                            }
                        }
                        """);

        assertThat(told(found)).containsExactly("A_B_C_ONE INFO", "A_B_C_TWO WARNING");
        assertThat(found.sites().getFirst().member()).isEqualTo("Caller.one");
    }

    @Test
    void namesAreJoinedAsTheProgramJoinsThem() throws IOException {
        FoundSites found =
                scan(
                        """
                        enum Step { READ, WRITE }
                        """,
                        """
                        class Joins {
                            private static final String PREFIX = String.valueOf("A_B");
                            Alert alert(Step step) {
                                return Alert.of("A_B_" + step.name() + "_FAILED", Severity.INFO, "m");
                            }
                        }
                        """);

        assertThat(told(found)).containsExactly("A_B_READ_FAILED INFO", "A_B_WRITE_FAILED INFO");
    }

    @Test
    void aCodeThatCannotBeReadIsReportedAndNotGuessed() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Open {
                            Alert alert(String code) { return Alert.of(code, Severity.INFO, "m"); }
                            Alert caught(java.util.Properties all) {
                                try {
                                    return Alert.of(all.getProperty("x"), Severity.INFO, "m");
                                } catch (IllegalStateException e) {
                                    synchronized (this) { return alert(e.getMessage()); }
                                }
                            }
                            String loop(int n) { return n == 0 ? "A" : loop(n - 1) + loop(n - 2); }
                            Alert endless() { return Alert.of(loop(3), Severity.INFO, "m"); }
                        }
                        """);

        assertThat(found.sites()).isEmpty();
        assertThat(found.unread())
                .extracting(UnreadSite::member)
                .contains("Open.caught", "Open.endless");
        assertThat(found.unread().getFirst().where()).startsWith("planted/Open.java:");
    }

    @Test
    void ofAFormattedCodeItsShapeIsKnown() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Formats {
                            Alert alert(String job) {
                                return Alert.of(
                                    "A_%s_FAILED".formatted(job.toUpperCase()), Severity.INFO, "m");
                            }
                        }
                        """);

        assertThat(found.unread())
                .singleElement()
                .satisfies(
                        site -> {
                            assertThat(site.shape()).isEqualTo("A_*_FAILED");
                            assertThat(site.mayRaise("A_B_C_FAILED")).isTrue();
                            assertThat(site.mayRaise("A_B_C_OK")).isFalse();
                        });
    }

    @Test
    void aCopyOfAnAlertIsNoSiteOfItsOwn() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Copies {
                            Alert louder(Alert alert) {
                                return Alert.of(alert.code(), Severity.CRITICAL, alert.message());
                            }
                        }
                        """);

        assertThat(found.sites()).isEmpty();
        assertThat(found.unread()).isEmpty();
    }

    @Test
    void everyKindOfInstructionIsPassedOver() throws IOException {
        FoundSites found =
                scan(
                        """
                        class Busy {
                            long total; int[] counts = new int[3]; double[][] grid = new double[2][3];
                            Alert alert(Object o, long l, String s) {
                                total += l; counts[1]++; grid[1][2] *= 2.5; counts[0] += (int) l;
                                long before = total++; int shifted = -counts[2] << 3;
                                String[] names = {"a", "b"};
                                switch (s) { case "a": total = 1; break; case "b": break; default: }
                                int kind = switch (o) {
                                    case String t when t.isEmpty() -> 1;
                                    case Integer i -> i > 3 ? 2 : 3;
                                    default -> names.length;
                                };
                                switch (kind) { case 1: total--; case 2: l = 5; default: }
                                if (o instanceof Number n && n.doubleValue() > before) { total = -l; }
                                return Alert.of("A_B_C_D", l > 3L ? Severity.INFO : Severity.INFO,
                                    s + total + shifted + (o == null ? 1.5 : 2f));
                            }
                        }
                        """);

        assertThat(told(found)).containsExactly("A_B_C_D INFO");
    }
}
