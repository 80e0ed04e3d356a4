package dev.nightshift.platform.stack.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class DurableStoreTest {
    private static final int KEYS = 4_000;
    private static final int UNSAVED = 1024 * 1024;

    @TempDir private Path folder;

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static void fill(DurableStore store) throws IOException {
        MVMap<byte[], byte[]> map = store.map("documents");
        for (int n = 0; n < KEYS; n++) {
            map.put(key(n), new byte[1_000]);
        }
        store.checkpoint();
    }

    @Test
    void smallCommandsThatChangeManyPagesAskForACheckpointBeforeTheyFillTheMemory()
            throws IOException {
        try (DurableStore store = DurableStore.in(folder.resolve("store.mv"), UNSAVED)) {
            fill(store);
            MVMap<byte[], byte[]> map = store.map("documents");
            int commands = 0;
            while (!store.isCheckpointDue() && commands < KEYS) {
                store.log(key(commands));
                map.put(key(commands * 97 % KEYS), new byte[1_001]);
                commands++;
            }

            assertThat(commands).isLessThan(KEYS);
            store.checkpoint();
            assertThat(store.isCheckpointDue()).isFalse();
            assertThat(store.isCheckpointed()).isTrue();
        }
    }

    @Test
    void aStartThatSavedOnTheWayRepeatsEveryCommandOnce() throws IOException {
        Path file = folder.resolve("store.mv");
        try (DurableStore killed = DurableStore.in(folder.resolve("killed.mv"), UNSAVED)) {
            for (int n = 0; n < KEYS; n++) {
                killed.log(key(n));
            }
            java.nio.file.Files.copy(
                    folder.resolve("killed.mv.log"), folder.resolve("store.mv.log"));
        }
        List<Integer> repeated = new ArrayList<>();
        try (DurableStore store = DurableStore.in(file, UNSAVED)) {
            MVMap<byte[], byte[]> map = store.map("documents");
            store.recover(
                    command -> {
                        repeated.add(ByteBuffer.wrap(command).getInt());
                        map.put(command, new byte[1_000]);
                    });

            assertThat(store.isCheckpointed()).isTrue();
            assertThat(map.sizeAsLong()).isEqualTo(KEYS);
        }
        assertThat(repeated).hasSize(KEYS).isSorted();
        try (DurableStore again = DurableStore.in(file, UNSAVED)) {
            again.recover(command -> repeated.clear());
            assertThat(again.map("documents").size()).isEqualTo(KEYS);
        }
        assertThat(repeated).hasSize(KEYS);
    }
}
