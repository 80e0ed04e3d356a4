package dev.nightshift.drills.live;

import dev.nightshift.drills.experiment.FaultName;
import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.faults.NetworkFault;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is looked at before a drill breaks anything. Thread-safe. */
public final class Preflight {
    /** How far a member may be behind the primary. */
    public static final Duration MOST_LAG = Duration.ofSeconds(10);

    /** Faults of servers that somebody must be able to start again. */
    private static final Set<String> KILLS =
            Set.of(
                    FaultName.MONGO_KILL_PRIMARY.word(),
                    FaultName.MONGO_LOSE_MAJORITY.word(),
                    FaultName.REDIS_KILL.word());

    private static final String TARGET = NetworkFault.TARGET;

    private Preflight() {}

    /** The target can do every fault of the experiment. */
    public static Refusal canDo(Supplier<Set<String>> faults) {
        return order -> missing(order, faults.get());
    }

    /** The target has every server that the experiment names. */
    public static Refusal hasServers(Supplier<Set<String>> servers) {
        return order -> {
            Set<String> known = servers.get();
            return order.experiment().method().stream()
                    .filter(step -> step instanceof Step.Inject && !order.leavesOut(step))
                    .map(Step.Inject.class::cast)
                    .filter(step -> step.arguments().containsKey(TARGET))
                    .filter(step -> !known.contains(String.valueOf(step.arguments().get(TARGET))))
                    .findFirst()
                    .map(
                            step ->
                                    "The step '%s' aims at %s, which there is not, only %s."
                                            .formatted(
                                                    step.name(),
                                                    step.arguments().get(TARGET),
                                                    String.join(
                                                            ", ",
                                                            known.stream().sorted().toList())));
        };
    }

    private static Optional<String> missing(DrillOrder order, Set<String> known) {
        List<Step.Inject> faults =
                order.experiment().method().stream()
                        .filter(step -> step instanceof Step.Inject && !order.leavesOut(step))
                        .map(Step.Inject.class::cast)
                        .toList();
        if (faults.isEmpty()) {
            return Optional.of("All its faults are for a lab only: there is nothing to do live.");
        }
        return faults.stream()
                .filter(step -> !known.contains(step.fault()))
                .findFirst()
                .map(step -> order.live() ? live(step, known) : unknown(step, known));
    }

    private static String unknown(Step.Inject step, Set<String> known) {
        return "The fault %s cannot be done to this target, only %s."
                .formatted(step.fault(), String.join(", ", known.stream().sorted().toList()));
    }

    private static String live(Step.Inject step, Set<String> known) {
        if (KILLS.contains(step.fault())) {
            return killed(step);
        }
        return step.fault().equals(FaultName.MONGO_STEP_DOWN.word())
                ? alone(step)
                : unknown(step, known);
    }

    private static String alone(Step.Inject step) {
        return ("The step '%s' (%s) cannot be done live: no second member could take over from"
                        + " the configured MongoDB.")
                .formatted(step.name(), step.fault());
    }

    private static String killed(Step.Inject step) {
        return ("The step '%s' (%s) cannot be done live: a live drill ends no server that it did"
                    + " not start. Run the drill in the lab, or mark the step x-lab-only: true and"
                    + " a live drill leaves it out.")
                .formatted(step.name(), step.fault());
    }

    /** Every member of the replica set is healthy, there is a primary, and nobody lags. */
    public static Refusal membersAreWell(Supplier<List<MemberHealth>> members) {
        return order -> ill(members.get());
    }

    static Optional<String> ill(List<MemberHealth> members) {
        if (members.isEmpty()) {
            return Optional.empty();
        }
        for (MemberHealth member : members) {
            if (!member.healthy()) {
                return Optional.of(
                        "The member %s of the replica set is not healthy."
                                .formatted(member.host()));
            }
            Optional<Duration> lag = member.lag().filter(behind -> behind.compareTo(MOST_LAG) >= 0);
            if (lag.isPresent()) {
                return Optional.of(
                        "The member %s is %d s behind the primary; less than %d are needed."
                                .formatted(
                                        member.host(),
                                        lag.get().toSeconds(),
                                        MOST_LAG.toSeconds()));
            }
        }
        return members.stream().anyMatch(MemberHealth::isPrimary)
                ? Optional.empty()
                : Optional.of("The replica set has no primary.");
    }

    /** No run of one of these is at work. */
    public static Refusal nothingRuns(Supplier<List<String>> running, String what) {
        return new Refusal() {
            @Override
            public Optional<String> against(DrillOrder order) {
                List<String> found = running.get();
                return found.isEmpty()
                        ? Optional.empty()
                        : Optional.of("%s: %s.".formatted(what, String.join(", ", found)));
            }

            @Override
            public String hint() {
                return "Nothing was broken. Wait until it is over (nightshift runs follow RUN), or"
                        + " let it rest (nightshift runs pause RUN), and run the drill again.";
            }
        };
    }

    /** Some of the error budget is left, where it is known. */
    public static Refusal budgetIsLeft(Supplier<Optional<Double>> leftPercent) {
        return order ->
                leftPercent
                        .get()
                        .filter(left -> left <= 0)
                        .map(left -> "The error budget is spent; a live drill would overspend it.");
    }
}
