package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

class H2RunOwnershipIT extends RunOwnershipContract {
    @Override
    Endpoints freshStore() {
        return TestStores.freshH2();
    }
}
