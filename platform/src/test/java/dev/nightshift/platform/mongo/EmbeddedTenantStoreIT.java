package dev.nightshift.platform.mongo;

import dev.nightshift.platform.testing.EmbeddedStack;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

class EmbeddedTenantStoreIT implements PlatformStoreContract {
    private @Nullable Fixture fixture;

    @Override
    public Fixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    @Override
    public void open() {
        fixture = new Fixture(EmbeddedStack.fresh());
    }
}
