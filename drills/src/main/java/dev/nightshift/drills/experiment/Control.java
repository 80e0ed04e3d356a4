package dev.nightshift.drills.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A point of a standard that a drill is evidence for. Sources: AICPA Trust Services Criteria 2017
 * (revised points of focus 2022), ISO/IEC 27001:2022 Annex A.
 */
public enum Control {
    /** Recovery plan procedures are tested. */
    SOC2_A1_3("SOC 2 A1.3", "recovery plan procedures that support recovery are tested"),
    /** Information security during disruption. */
    ISO_5_29("ISO 27001 A.5.29", "information security during disruption"),
    /** ICT readiness for business continuity. */
    ISO_5_30("ISO 27001 A.5.30", "ICT readiness for business continuity"),
    /** Redundancy of information processing facilities. */
    ISO_8_14("ISO 27001 A.8.14", "redundancy of information processing facilities"),
    /** Monitoring activities. */
    ISO_8_16("ISO 27001 A.8.16", "monitoring activities"),
    /** Learning from information security incidents. */
    ISO_5_27("ISO 27001 A.5.27", "learning from information security incidents"),
    /** Collection of evidence. */
    ISO_5_28("ISO 27001 A.5.28", "collection of evidence");

    private final String label;
    private final String says;

    Control(String label, String says) {
        this.label = label;
        this.says = says;
    }

    /** As a report names it. */
    public String label() {
        return label;
    }

    /** What the point is about. */
    public String says() {
        return says;
    }

    /** The point of that label; empty when it is none of these. */
    public static Optional<Control> byLabel(String label) {
        return Arrays.stream(values()).filter(point -> point.label.equals(label)).findFirst();
    }

    /** All labels. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Control::label).toList();
    }
}
