package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;

/** Which parts of a report answer a point of a standard. */
final class Answers {
    private Answers() {}

    static String to(Control point) {
        return switch (point) {
            case SOC2_A1_3 ->
                    "Result; Hypothesis; What happened when; Method; How long requests took;"
                            + " Writes; Participants and sign-off";
            case ISO_5_29 -> "Writes; What was asked twice; Blast radius; How it was undone";
            case ISO_5_30 -> "Result (RTO and RPO against target); What happened when";
            case ISO_8_14 -> "Method: the redundant member takes over";
            case ISO_8_16 -> "What happened when: detected; How long requests took";
            case ISO_5_27 -> "Findings; remediation owner";
            case ISO_5_28 -> "Evidence: the hash-chained journal";
        };
    }
}
