package dev.nightshift.alerts.emit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that fills a journal, says so, and waits to be killed. */
final class JournalProcess {
    static final int LINES = 10_000;

    private JournalProcess() {}

    public static void main(String[] arguments) throws Exception {
        Journal journal = Journal.create(Path.of(arguments[0]), 64L << 20);
        for (int i = 0; i < LINES; i++) {
            journal.append(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
        }
        System.out.println(journal.id());
        new CountDownLatch(1).await();
    }
}
