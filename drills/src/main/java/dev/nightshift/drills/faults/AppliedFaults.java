package dev.nightshift.drills.faults;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/** The faults of a target that are there, healed once each, the last one first. Thread-safe. */
public final class AppliedFaults implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AppliedFaults.class);

    private final Deque<One> applied = new ArrayDeque<>();

    /** What heals a fault. */
    public interface Healing {
        /** Heals it. */
        void run() throws Exception;
    }

    /** Keeps a fault that was just done. */
    public Applied add(String name, Healing healing) {
        return add(name, "", healing);
    }

    /**
     * The same.
     *
     * @param on which server it hurts, for the report
     */
    public synchronized Applied add(String name, String on, Healing healing) {
        One one = new One(name, on, healing);
        applied.push(one);
        return one;
    }

    private synchronized void forget(One one) {
        applied.remove(one);
    }

    private synchronized java.util.List<One> all() {
        return java.util.List.copyOf(applied);
    }

    /** Heals all that are left, however many of them fail. */
    @Override
    public void close() {
        for (One one : all()) {
            try {
                one.heal();
            } catch (NightshiftException e) {
                log.atError().setCause(e).log("{}", e.message());
            }
        }
    }

    private final class One implements Applied {
        private final String name;
        private final String on;
        private final Healing healing;
        private boolean healed;

        private One(String name, String on, Healing healing) {
            this.name = name;
            this.on = on;
            this.healing = healing;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String on() {
            return on;
        }

        @Override
        public synchronized void heal() {
            if (healed) {
                return;
            }
            try {
                healing.run();
            } catch (NightshiftException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed(e);
            } catch (Exception e) {
                throw failed(e);
            }
            healed = true;
            forget(this);
        }

        private NightshiftException failed(Exception cause) {
            return new NightshiftException(
                    FailureCode.FAULT_FAILED,
                    "The fault %s could not be healed.".formatted(name),
                    "Try again; the log says why.",
                    cause);
        }
    }
}
