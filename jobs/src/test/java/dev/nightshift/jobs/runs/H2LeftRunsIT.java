package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

class H2LeftRunsIT extends LeftRunsContract {
    @Override
    Endpoints freshStore() {
        return TestStores.freshH2();
    }
}
