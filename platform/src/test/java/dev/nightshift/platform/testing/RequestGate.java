package dev.nightshift.platform.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Holds a request to MongoDB on its way to the server until the test lets it pass. Put it into a
 * {@link TcpProxy} with {@link #in}. Thread-safe; holds once.
 */
public final class RequestGate {
    private static final long SECONDS = 60;

    private final Predicate<String> request;
    private final AtomicInteger before;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private RequestGate(Predicate<String> request, int before) {
        this.request = request;
        this.before = new AtomicInteger(before);
    }

    /** A gate at a command on a collection, behind so many of them that pass. */
    public static RequestGate in(TcpProxy proxy, String command, String collection, int behind) {
        // The first element of a command document: its type, its name, its value's length.
        String start =
                "\u0002%s\0%c\0\0\0%s\0".formatted(command, collection.length() + 1, collection);
        RequestGate gate = new RequestGate(text -> text.contains(start), behind);
        proxy.loseAnswers(1, gate::hold);
        return gate;
    }

    private boolean hold(String text) {
        if (request.test(text) && before.getAndDecrement() == 0) {
            reached.countDown();
            await(opened, "the test never opened the gate");
        }
        return false;
    }

    /** Waits until the request is held. */
    public void awaitReached() {
        await(reached, "no such request came");
    }

    /** Lets it pass. */
    public void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(otherwise);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(otherwise, e);
        }
    }
}
