package dev.nightshift.platform.mongo;

import dev.nightshift.platform.testing.Engines;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The same on the server of {@code NIGHTSHIFT_TEST_MONGODB_URI}; on the embedded one again where
 * none is given, so that there is no test that is skipped.
 */
class ConfiguredTenantStoreIT implements PlatformStoreContract {
    private @Nullable Fixture fixture;

    @Override
    public Fixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    @Override
    public void open() {
        fixture = new Fixture(Engines.all().reduce((embedded, given) -> given).orElseThrow());
    }
}
