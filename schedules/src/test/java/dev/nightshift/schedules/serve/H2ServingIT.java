package dev.nightshift.schedules.serve;

import dev.nightshift.platform.stack.Endpoints;

import java.time.InstantSource;

class H2ServingIT extends ServingContract {
    @Override
    Endpoints fresh() {
        return TestStores.h2();
    }

    @Override
    InstantSource clock() {
        return InstantSource.system();
    }
}
