package dev.nightshift.jobs.sloprobe;

import dev.nightshift.platform.stack.Endpoints;

import java.nio.file.Path;
import java.util.Map;

/** A process of its own that probes a company, slowly, until it is killed. */
final class SloProbeProcess {
    private SloProbeProcess() {}

    /** Arguments: MongoDB, Redis, JDBC URL, user, data dir. */
    public static void main(String[] arguments) {
        Endpoints stores =
                new Endpoints(
                        arguments[0], arguments[1], arguments[2], arguments[3], "", "test stores");
        try (SloScene scene = new SloScene(stores, Path.of(arguments[4]), Map.of())) {
            scene.only(slow());
            System.out.println(scene.probe().state());
        }
    }

    /** Writes and leads, ten a second. */
    static String[] slow() {
        return new String[] {
            SloScene.share("writes", "company-write\nperSecond: 100", "answered", "0.99"),
            SloScene.share("leads", "lead-submit\nperSecond: 10", "answered", "0.99")
        };
    }
}
