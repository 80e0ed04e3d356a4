package dev.nightshift.drills.faults;

import dev.nightshift.drills.proxy.Disturbance;
import dev.nightshift.drills.proxy.FaultProxy;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The servers of a target, each behind a proxy, by the names that experiments have for them:
 * numbers, or roles, which are looked up at the moment of the fault. Thread-safe.
 */
public final class Servers {
    private static final String REDIS = "redis";
    private static final String ALL = "mongo";
    private static final String PRIMARY = "mongo-primary";
    private static final String SECONDARY = "mongo-secondary";

    private final FaultProxy redis;
    private final List<FaultProxy> members;
    private final List<String> told;
    private final Supplier<Roles> roles;

    /**
     * Who is what, members from 0.
     *
     * @param primary empty when there is none
     * @param secondaries those that follow
     */
    public record Roles(OptionalInt primary, List<Integer> secondaries) {
        public Roles {
            secondaries = List.copyOf(secondaries);
        }
    }

    /**
     * @param members of the replica set; empty where there is none
     * @param told how a report names each of them
     * @param roles asked each time
     */
    public Servers(
            FaultProxy redis, List<FaultProxy> members, List<String> told, Supplier<Roles> roles) {
        this.redis = redis;
        this.members = List.copyOf(members);
        this.told = List.copyOf(told);
        this.roles = roles;
    }

    /** How members are named that have no name of their own. */
    public static String numbered(int member) {
        return "mongo-" + (member + 1);
    }

    /** The names that faults may have as their target. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(REDIS));
        if (!members.isEmpty()) {
            names.addAll(Set.of(ALL, PRIMARY));
            for (int member = 0; member < members.size(); member++) {
                names.add(numbered(member));
            }
        }
        if (members.size() > 1) {
            names.add(SECONDARY);
        }
        return names;
    }

    /** How a report names these members. */
    public String told(List<Integer> those) {
        return String.join(", ", those.stream().map(told::get).toList());
    }

    /** How a report names the primary now; empty when there is none. */
    public String toldPrimary() {
        OptionalInt primary = roles.get().primary();
        return primary.isPresent() ? told.get(primary.getAsInt()) : "";
    }

    /**
     * Breaks the network in front of a server, or of all members.
     *
     * @throws NightshiftException USAGE for a server that there is not; FAULT_FAILED when nobody
     *     has that role now
     */
    public Applied disturb(NetworkFault fault, FaultRequest request, AppliedFaults applied) {
        Arguments given = fault.arguments(request);
        Disturbance disturbance = fault.disturbance(given);
        String target = given.required(NetworkFault.TARGET);
        String on;
        List<FaultProxy> proxies;
        if (target.equals(REDIS)) {
            on = REDIS;
            proxies = List.of(redis);
        } else {
            List<Integer> those = members(target);
            on = told(those);
            proxies = those.stream().map(members::get).toList();
        }
        List<AutoCloseable> disturbed = new ArrayList<>();
        for (FaultProxy proxy : proxies) {
            disturbed.add(proxy.disturb(disturbance));
        }
        return applied.add(
                fault.wire(),
                on,
                () -> {
                    for (AutoCloseable one : disturbed) {
                        one.close();
                    }
                });
    }

    private List<Integer> members(String target) {
        if (!names().contains(target)) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "There is no server '%s'.".formatted(target),
                    "There is %s.".formatted(String.join(", ", names())));
        }
        return switch (target) {
            case ALL -> java.util.stream.IntStream.range(0, members.size()).boxed().toList();
            case PRIMARY ->
                    List.of(
                            roles.get()
                                    .primary()
                                    .orElseThrow(() -> nobody("the replica set has no primary")));
            case SECONDARY ->
                    List.of(
                            roles.get().secondaries().stream()
                                    .findFirst()
                                    .orElseThrow(() -> nobody("no member follows the primary")));
            default -> List.of(Integer.parseInt(target.substring(ALL.length() + 1)) - 1);
        };
    }

    private static NightshiftException nobody(String why) {
        return new NightshiftException(
                FailureCode.FAULT_FAILED,
                "The fault could not be done: %s now.".formatted(why),
                "Heal what keeps it from one, or wait for an election first.");
    }
}
