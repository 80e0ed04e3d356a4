package dev.nightshift.platform.testing;

import java.util.Map;
import java.util.stream.Stream;

/**
 * Every MongoDB that contract tests run on: the embedded one, and the one that {@code
 * NIGHTSHIFT_TEST_MONGODB_URI} names.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @MethodSource("dev.nightshift.platform.testing.Engines#all")
 * void aWriteIsRead(EmbeddedStack stores) { ... }
 * }</pre>
 */
public final class Engines {
    private Engines() {}

    /** Fresh stores on each engine. */
    public static Stream<EmbeddedStack> all() {
        return all(System.getenv());
    }

    static Stream<EmbeddedStack> all(Map<String, String> environment) {
        Stream<EmbeddedStack> embedded = Stream.of(EmbeddedStack.fresh());
        String uri = environment.get("NIGHTSHIFT_TEST_MONGODB_URI");
        return uri == null || uri.isBlank()
                ? embedded
                : Stream.concat(
                        embedded, Stream.of(EmbeddedStack.on(uri, "NIGHTSHIFT_TEST_MONGODB_URI")));
    }
}
