package dev.nightshift.jobs.runs.store;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process, named so that another process on the same machine can tell for certain that it is
 * gone. A pid alone says little: it is used again, and containers count their own. So the pid comes
 * with the time the process began and with the scope in which pids are unique: the boot of the
 * machine and the pid namespace.
 *
 * @param scope where the pid means this process
 * @param startedMs when it began, milliseconds since 1970, 0 when the system does not say
 */
public record ProcessIdentity(String host, String scope, long pid, long startedMs) {
    private static final class Holder {
        static final ProcessIdentity CURRENT = read();
    }

    /** This process. */
    public static ProcessIdentity current() {
        return Holder.CURRENT;
    }

    private static ProcessIdentity read() {
        String host = hostName();
        ProcessHandle self = ProcessHandle.current();
        return new ProcessIdentity(host, scope(host), self.pid(), startedMs(self));
    }

    /** What {@link #format} wrote. */
    public static ProcessIdentity parse(String text) {
        List<String> parts = List.of(text.split("\\|", -1));
        return new ProcessIdentity(
                parts.get(0),
                parts.get(1),
                Long.parseLong(parts.get(2)),
                Long.parseLong(parts.get(3)));
    }

    /** As it is stored; {@link #parse} reads it. */
    public String format() {
        return "%s|%s|%d|%d".formatted(host, scope, pid, startedMs);
    }

    /** Whether this process has certainly ended; false when that cannot be seen from here. */
    public boolean isGone() {
        if (!scope.equals(current().scope()) || startedMs == 0) {
            return false;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (handle.isEmpty()) {
            return true;
        }
        long started = startedMs(handle.get());
        return started != 0 && started != startedMs;
    }

    private static long startedMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String scope(String host) {
        try {
            Path namespace = Path.of("/proc/self/ns/pid");
            if (Files.exists(namespace)) {
                String boot = line(Path.of("/proc/sys/kernel/random/boot_id"));
                return boot == null
                        ? host
                        : boot + "/" + Files.readSymbolicLink(namespace).getFileName();
            }
        } catch (IOException | UnsupportedOperationException unreadable) {
            return host + "/" + ProcessHandle.current().pid();
        }
        return host;
    }

    private static String hostName() {
        try {
            String name = line(Path.of("/proc/sys/kernel/hostname"));
            return plain(name == null ? InetAddress.getLocalHost().getHostName() : name);
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.length() > 80 ? plain.substring(0, 80) : plain;
    }

    private static @Nullable String line(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException absent) {
            return null;
        }
    }
}
