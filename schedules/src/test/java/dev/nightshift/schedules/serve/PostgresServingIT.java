package dev.nightshift.schedules.serve;

import dev.nightshift.platform.stack.Endpoints;

import java.time.InstantSource;

class PostgresServingIT extends ServingContract {
    @Override
    Endpoints fresh() {
        return TestStores.postgres();
    }

    @Override
    InstantSource clock() {
        return InstantSource.system();
    }
}
