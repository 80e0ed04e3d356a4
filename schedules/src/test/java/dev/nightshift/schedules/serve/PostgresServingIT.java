package dev.nightshift.schedules.serve;

import dev.nightshift.platform.stack.Endpoints;

class PostgresServingIT extends ServingContract {
    @Override
    Endpoints fresh() {
        return TestStores.postgres();
    }
}
