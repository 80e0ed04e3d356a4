package dev.nightshift.schedules.serve;

import dev.nightshift.platform.stack.Endpoints;

class H2ServingIT extends ServingContract {
    @Override
    Endpoints fresh() {
        return TestStores.h2();
    }
}
