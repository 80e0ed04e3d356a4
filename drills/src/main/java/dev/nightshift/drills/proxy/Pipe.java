package dev.nightshift.drills.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection: what is read waits in line for its turn to be written, so that a
 * delay is of each piece and not of all behind one another.
 */
final class Pipe {
    private static final int PIECE = 1 << 16;
    private static final int LINE = 64;
    private static final Piece END = new Piece(new byte[0], 0);

    private final InputStream from;
    private final OutputStream to;
    private final Disturbances disturbances;
    private final boolean toClient;
    private final Runnable reset;
    private final BlockingQueue<Piece> line = new ArrayBlockingQueue<>(LINE);
    private volatile boolean ended;
    private long carried;
    private long countedIn;

    private static final class Piece {
        final byte[] bytes;
        final long cameAt;

        Piece(byte[] bytes, long cameAt) {
            this.bytes = bytes;
            this.cameAt = cameAt;
        }
    }

    /**
     * @param reset ends the connection roughly
     */
    Pipe(
            InputStream from,
            OutputStream to,
            Disturbances disturbances,
            boolean toClient,
            Runnable reset) {
        this.from = from;
        this.to = to;
        this.disturbances = disturbances;
        this.toClient = toClient;
        this.reset = reset;
    }

    /** Reads until the end. */
    void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[PIECE];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                queue(new Piece(Arrays.copyOf(buffer, read), System.nanoTime()));
                disturbances.awaitThaw();
            }
        } finally {
            queue(END);
        }
    }

    private void queue(Piece piece) throws InterruptedException {
        while (!ended && !line.offer(piece, 1, TimeUnit.SECONDS)) {
            // Until there is room, or nobody takes any more.
        }
    }

    /** Writes until the end. */
    void write() throws IOException, InterruptedException {
        try {
            writeAll();
        } finally {
            ended = true;
        }
    }

    private void writeAll() throws IOException, InterruptedException {
        for (Piece piece = line.take(); !piece.equals(END); piece = line.take()) {
            disturbances.awaitTurn(piece.cameAt);
            int from = 0;
            while (from < piece.bytes.length) {
                int length = portion(piece.bytes.length - from);
                if (!carry(piece.bytes, from, length)) {
                    reset.run();
                    return;
                }
                from += length;
            }
        }
    }

    // A tenth of a second's worth at a time.
    private int portion(int left) {
        OptionalLong rate = disturbances.bandwidth();
        return rate.isEmpty() ? left : Math.clamp(rate.getAsLong() / 10, 1, left);
    }

    private boolean carry(byte[] bytes, int from, int length)
            throws IOException, InterruptedException {
        disturbances.awaitCarried(length);
        OptionalLong cut = toClient ? disturbances.cut() : OptionalLong.empty();
        if (countedIn != disturbances.generation()) {
            countedIn = disturbances.generation();
            carried = 0;
        }
        int passed = cut.isEmpty() ? length : Math.clamp(cut.getAsLong() - carried, 0, length);
        to.write(bytes, from, passed);
        to.flush();
        carried += passed;
        return cut.isEmpty() || carried < cut.getAsLong();
    }
}
