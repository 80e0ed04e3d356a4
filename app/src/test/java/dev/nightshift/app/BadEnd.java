package dev.nightshift.app;

import dev.nightshift.app.logging.Logs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process of its own that ends badly. */
final class BadEnd {
    private BadEnd() {}

    /** Its arguments say how, and where its log is when it has one. */
    public static void main(String[] arguments) {
        if (arguments.length > 1) {
            Logs.toFileIn(Path.of(arguments[1]), "testing");
        }
        CountDownLatch asked = new CountDownLatch(1);
        ProcessEnd end = new ProcessEnd(System.err);
        end.onStop(
                () -> {
                    asked.countDown();
                    throw new IllegalStateException("the context has been closed already");
                });
        end.run(
                () ->
                        switch (arguments[0]) {
                            case "memory" -> fill(new ArrayList<>());
                            case "error" -> throw new NoClassDefFoundError("some/Type");
                            case "thread" -> inAThread();
                            default -> untilAsked(asked);
                        });
    }

    private static int fill(List<byte[]> all) {
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }

    private static int inAThread() {
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    throw new IllegalStateException("nobody waits for it");
                                });
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** It is asked to end while it closes what it stood on. */
    private static int untilAsked(CountDownLatch asked) {
        System.out.println("READY");
        System.out.flush();
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 5;
    }
}
