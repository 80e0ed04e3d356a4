package dev.nightshift.app.cli.registry;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** The class files of this program, wherever it runs from: folders, jars, a jar of jars. */
public final class OwnClasses {
    private OwnClasses() {}

    /** The bytes of each. */
    public static Stream<byte[]> all() {
        try {
            return Stream.of(
                            new PathMatchingResourcePatternResolver()
                                    .getResources("classpath*:dev/nightshift/**/*.class"))
                    .filter(resource -> !isTest(resource))
                    .map(OwnClasses::bytes);
        } catch (IOException unreadable) {
            throw new NightshiftException(
                    FailureCode.INTERNAL,
                    "The program's own classes cannot be read.",
                    "Install it again.",
                    unreadable);
        }
    }

    // Only in a build: what tests raise is nothing that can happen at night.
    private static boolean isTest(Resource resource) {
        return resource.toString().contains("test-classes")
                || resource.toString().contains("-tests.jar");
    }

    private static byte[] bytes(Resource resource) {
        try {
            return resource.getContentAsByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
