package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.server.MongoMode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class PrimaryWatchTest {
    private final PrimaryWatch watch = new PrimaryWatch(Duration.ofMillis(50));
    private final BlockingQueue<MongoMode> modes = new LinkedBlockingQueue<>();

    PrimaryWatchTest() {
        watch.listen(modes::add);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private MongoMode next() throws InterruptedException {
        MongoMode mode = modes.poll(20, TimeUnit.SECONDS);
        assertThat(mode).isNotNull();
        return mode;
    }

    @Test
    void aPrimaryThatStaysAwayMakesItReadOnlyUntilThereIsOne() throws Exception {
        watch.seen(true, true);
        watch.seen(false, true);

        assertThat(next()).isEqualTo(MongoMode.NO_PRIMARY);
        assertThat(watch.readsAnywhere()).isTrue();
        assertThat(next()).isEqualTo(MongoMode.READ_ONLY);
        watch.seen(false, false);
        assertThat(next()).isEqualTo(MongoMode.AWAY);
        watch.seen(false, true);
        assertThat(next()).isEqualTo(MongoMode.NO_PRIMARY);
        assertThat(next()).isEqualTo(MongoMode.READ_ONLY);
        watch.seen(true, true);
        assertThat(next()).isEqualTo(MongoMode.READ_WRITE);
        assertThat(watch.readsAnywhere()).isFalse();
    }

    @Test
    void whoStartsWithoutAPrimaryLooksForOneFirst() throws Exception {
        watch.seen(false, true);

        assertThat(watch.mode()).isEqualTo(MongoMode.READ_WRITE);
        assertThat(next()).isEqualTo(MongoMode.NO_PRIMARY);
    }

    @Test
    void aServerThatIsStillLookedForIsNotAway() {
        watch.seen(false, false);

        assertThat(watch.mode()).isEqualTo(MongoMode.READ_WRITE);
    }
}
