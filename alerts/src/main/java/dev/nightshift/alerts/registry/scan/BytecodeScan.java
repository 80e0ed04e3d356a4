package dev.nightshift.alerts.registry.scan;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds every place in compiled classes that makes an {@link Alert}. Code and severity are followed
 * through static finals, enum constants and their fields, joined strings, variables, and the
 * parameters of methods back to their callers, where the site then is. What remains open is
 * reported, never guessed; an enum constant that is not known stands for all of its enum.
 *
 * <p>A copy of another alert is no site of its own. For one use, by one thread.
 */
public final class BytecodeScan {
    private static final String ALERT = Alert.class.getName().replace('.', '/');
    private static final String SEVERITY = Severity.class.getName().replace('.', '/');
    private static final int LONGEST_WAY = 12;

    private final Program program;
    private final Constants constants;
    private final List<EmitSite> sites = new ArrayList<>();
    private final List<UnreadSite> unread = new ArrayList<>();

    private record Emit(Value.Method by, Value code, Value severity, int line, int way) {}

    private BytecodeScan(Program program) {
        this.program = program;
        this.constants = new Constants(program);
    }

    /**
     * Scans class files.
     *
     * @param classes the bytes of each; all that may call each other at once
     */
    public static FoundSites of(Stream<byte[]> classes) {
        BytecodeScan scan = new BytecodeScan(new Program(classes));
        scan.run();
        return new FoundSites(scan.sites, scan.unread);
    }

    private void run() {
        Deque<Emit> open = new ArrayDeque<>();
        Set<Object> seen = new HashSet<>();
        for (Value.Method constructor : constructors()) {
            for (Program.Caller caller : program.callersOf(constructor)) {
                List<Value> given = caller.call().arguments();
                open.add(
                        new Emit(
                                caller.method(),
                                given.get(0),
                                given.get(1),
                                caller.call().line(),
                                0));
            }
        }
        while (!open.isEmpty()) {
            Emit emit = open.remove();
            if (isCopy(emit.code())
                    || !seen.add(List.of(emit.by(), emit.code(), emit.severity(), emit.line()))) {
                continue;
            }
            List<Emit> earlier = callers(emit);
            if (earlier.isEmpty()) {
                close(emit);
            }
            open.addAll(earlier);
        }
    }

    private List<Value.Method> constructors() {
        String canonical =
                Stream.of(Alert.class.getRecordComponents())
                        .map(component -> component.getType().descriptorString())
                        .reduce("(", String::concat);
        return List.of(new Value.Method(ALERT, "<init>", canonical + ")V"));
    }

    private static boolean isCopy(Value code) {
        return switch (code) {
            case Value.FieldOf field -> field.owner().equals(ALERT);
            case Value.Result result -> result.method().owner().equals(ALERT);
            default -> false;
        };
    }

    private List<Emit> callers(Emit emit) {
        boolean depends =
                emit.code().dependsOnCaller()
                        || (constants.texts(emit.code()).isPresent()
                                && emit.severity().dependsOnCaller());
        if (!depends || emit.way() == LONGEST_WAY) {
            return List.of();
        }
        List<Emit> earlier = new ArrayList<>();
        for (Program.Caller caller : program.callersOf(emit.by())) {
            MethodFacts.Call call = caller.call();
            earlier.add(
                    new Emit(
                            caller.method(),
                            emit.code().with(call.receiver(), call.arguments()),
                            emit.severity().with(call.receiver(), call.arguments()),
                            call.line(),
                            emit.way() + 1));
        }
        return earlier;
    }

    private void close(Emit emit) {
        String file = program.file(emit.by().owner());
        String member = member(emit.by());
        Optional<Set<String>> codes = constants.texts(emit.code());
        if (codes.isEmpty()) {
            // A door of the adapter that nobody uses yet raises nothing.
            if (!emit.by().owner().equals(ALERT)) {
                unread.add(
                        new UnreadSite(
                                file,
                                member,
                                emit.line(),
                                "the code is no constant that can be followed",
                                constants.shape(emit.code())));
            }
            return;
        }
        Severity severity = severity(emit.severity());
        codes.get()
                .forEach(
                        code -> sites.add(new EmitSite(code, severity, file, member, emit.line())));
    }

    private @Nullable Severity severity(Value value) {
        return constants
                .enumNames(value, SEVERITY)
                .filter(names -> names.size() == 1)
                .map(names -> Severity.valueOf(names.iterator().next()))
                .orElse(null);
    }

    private static String member(Value.Method method) {
        String type = method.owner().substring(method.owner().lastIndexOf('/') + 1);
        return type.replace('$', '.') + "." + method.name();
    }
}
