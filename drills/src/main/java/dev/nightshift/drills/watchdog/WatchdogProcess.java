package dev.nightshift.drills.watchdog;

import dev.nightshift.platform.stack.SessionLeader;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The watchdog's own process: looks at a lease until it is released or its runner is dead. */
final class WatchdogProcess {
    private static final long LOOK_MILLIS = 200;

    private WatchdogProcess() {}

    /** The folder of the drill is the only argument. */
    public static void main(String[] arguments) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        LeaseFile leases = new LeaseFile(Path.of(arguments[0]));
        // Ctrl-C in the runner's terminal is for the runner.
        boolean alone = SessionLeader.become();
        System.out.println(Watchdog.READY);
        System.out.flush();
        if (!alone) {
            System.err.println("shares the terminal of its runner");
        }
        watch(leases, new Healing(InstantSource.system()));
    }

    static void watch(LeaseFile leases, Healing healing) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Optional<LeaseFile.Held> held = leases.read();
        while (held.isPresent()) {
            look(leases, held.get(), healing);
            never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            held = leases.read();
        }
    }

    // Whatever goes wrong: it looks again, because nobody else does.
    private static void look(LeaseFile leases, LeaseFile.Held held, Healing healing) {
        try {
            var _ =
                    held.runnerLives()
                            ? healing.healOverdue(leases, held)
                            : healing.heal(leases, "watchdog");
        } catch (RuntimeException failed) {
            System.err.println(failed);
        }
    }
}
