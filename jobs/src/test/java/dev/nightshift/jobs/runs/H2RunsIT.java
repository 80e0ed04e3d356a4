package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

class H2RunsIT extends RunsContract {
    @Override
    Endpoints freshStore() {
        return TestStores.freshH2();
    }
}
