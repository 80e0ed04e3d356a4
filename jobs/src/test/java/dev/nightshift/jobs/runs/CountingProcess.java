package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process of its own that counts, each batch a durable line in a file, until it is killed. */
final class CountingProcess {
    private static final long PAUSE_MS = 10;

    private CountingProcess() {}

    static RunRequest request() {
        return RunRequest.forCompany(
                        CountingJob.NAME,
                        new TenantContext(new CompanyId("demo"), "request-1", "test", "alice"),
                        "crash")
                .exclusive("counting/demo")
                .with("batches", "200");
    }

    static CountingJob.Batch into(Path file, long pauseMs) {
        return (run, number) -> {
            append(file, number);
            if (new CountDownLatch(1).await(pauseMs, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this down");
            }
        };
    }

    private static void append(Path file, long number) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] line = (number + "\n").getBytes(StandardCharsets.UTF_8);
            if (channel.write(ByteBuffer.wrap(line)) != line.length) {
                throw new IOException("a line was cut");
            }
            channel.force(false);
        }
    }

    /** Arguments: JDBC URL, user, file. */
    public static void main(String[] arguments) {
        Endpoints store = new Endpoints("", "", arguments[0], arguments[1], "", "test store");
        CountingJob.Batch batch = into(Path.of(arguments[2]), PAUSE_MS);
        CountingJob job =
                new CountingJob(
                        (run, number) -> {
                            batch.write(run, number);
                            System.out.println(number);
                        });
        try (Runs runs = Runs.open(store, List.of(job))) {
            System.out.println(runs.starter().start(request(), RunListener.NONE).state());
        }
    }
}
