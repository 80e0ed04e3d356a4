package dev.nightshift.platform.stack;

import dev.nightshift.platform.settings.Settings;

import java.util.Optional;

/** Puts configured and embedded stores together. */
final class StackEndpoints {
    private StackEndpoints() {}

    /**
     * @param stack serves what is not configured; empty when everything is
     */
    static Endpoints of(Settings settings, Optional<StackFile> stack) {
        Optional<StackFile.Store> relational =
                settings.jdbcUrl().isPresent()
                        ? Optional.empty()
                        : embedded(stack, StoreKind.RELATIONAL);
        return new Endpoints(
                uri(settings.mongodbUri(), stack, StoreKind.MONGODB),
                uri(settings.redisUri(), stack, StoreKind.REDIS),
                uri(settings.jdbcUrl(), stack, StoreKind.RELATIONAL),
                relational.map(StackFile.Store::user).orElse(""),
                relational.map(StackFile.Store::password).orElse(""),
                "MongoDB: %s; Redis: %s; relational: %s"
                        .formatted(
                                engine(settings.mongodbUri(), stack, StoreKind.MONGODB),
                                engine(settings.redisUri(), stack, StoreKind.REDIS),
                                engine(settings.jdbcUrl(), stack, StoreKind.RELATIONAL)));
    }

    private static String uri(
            Optional<String> configured, Optional<StackFile> stack, StoreKind kind) {
        return configured.orElseGet(() -> embedded(stack, kind).orElseThrow().uri());
    }

    private static String engine(
            Optional<String> configured, Optional<StackFile> stack, StoreKind kind) {
        return configured.isPresent()
                ? "configured"
                : "embedded " + embedded(stack, kind).orElseThrow().engine();
    }

    private static Optional<StackFile.Store> embedded(Optional<StackFile> stack, StoreKind kind) {
        return stack.flatMap(file -> file.store(kind));
    }
}
