package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

class PostgresRunOwnershipIT extends RunOwnershipContract {
    @Override
    Endpoints freshStore() {
        return TestStores.freshPostgres();
    }
}
