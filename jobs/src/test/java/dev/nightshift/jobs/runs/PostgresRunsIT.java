package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

class PostgresRunsIT extends RunsContract {
    @Override
    Endpoints freshStore() {
        return TestStores.freshPostgres();
    }
}
