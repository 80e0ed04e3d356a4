package dev.nightshift.platform.stack.accounts;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A process whose first question about accounts is asked by several virtual threads at once. */
final class AskedAtOnce {
    private AskedAtOnce() {}

    /** Ends once all have their answer. */
    public static void main(String[] arguments) throws InterruptedException {
        Callable<LocalAccounts> ask = LocalAccounts::ofThisMachine;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = threads.invokeAll(Stream.generate(() -> ask).limit(8).toList());
        }
    }
}
