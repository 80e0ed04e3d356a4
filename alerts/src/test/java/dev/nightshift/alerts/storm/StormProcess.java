package dev.nightshift.alerts.storm;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A process that emits when it is told to, says so, and waits for its end. Arguments: MongoDB,
 * Redis, data dir, emits, companies.
 */
public final class StormProcess {
    private StormProcess() {}

    public static void main(String[] arguments) throws Exception {
        MongoStores mongo = MongoStores.open(arguments[0]);
        RedisStores redis = RedisStores.open(arguments[1]);
        Alerts alerts =
                Alerts.open(
                        Path.of(arguments[2]),
                        mongo,
                        redis,
                        () -> RegistryLoader.shipped().registry(),
                        InstantSource.system());
        System.out.println("ready");
        System.out.flush();
        int go = System.in.read();
        int emits = go < 0 ? 0 : Integer.parseInt(arguments[3]);
        for (int number = 0; number < emits; number++) {
            StormAlerts.send(alerts, number, Integer.parseInt(arguments[4]));
        }
        System.out.println("emitted");
        System.out.flush();
        while (System.in.read() >= 0) {
            // until it is killed
        }
    }
}
