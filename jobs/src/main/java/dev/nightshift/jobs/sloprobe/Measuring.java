package dev.nightshift.jobs.sloprobe;

import dev.nightshift.jobs.sloprobe.plan.Probing;
import dev.nightshift.jobs.sloprobe.plan.Slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One measurement and the SLOs that are judged by it.
 *
 * @param probing how it is measured
 * @param slos at least one
 */
record Measuring(Probing probing, List<Slo> slos) {
    Measuring {
        slos = List.copyOf(slos);
    }

    /** Each thing once, however many SLOs are about it. */
    static List<Measuring> of(List<Slo> slos, SloProbeRequest request) {
        Map<Probing, List<Slo>> byProbing = new LinkedHashMap<>();
        for (Slo slo : slos) {
            Probing probing = slo.probing();
            if (request.requests() > 0) {
                probing = probing.withRequests(request.requests());
            } else if (request.full()) {
                probing = probing.full();
            }
            byProbing.computeIfAbsent(probing, none -> new ArrayList<>()).add(slo);
        }
        List<Measuring> measurings = new ArrayList<>();
        byProbing.forEach((probing, about) -> measurings.add(new Measuring(probing, about)));
        return measurings;
    }
}
