package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

class PostgresLeftRunsIT extends LeftRunsContract {
    @Override
    Endpoints freshStore() {
        return TestStores.freshPostgres();
    }
}
