package dev.nightshift.platform.stack;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Leaves the terminal's session, so that neither Ctrl-C nor closing the terminal ends a process.
 */
public final class SessionLeader {
    private SessionLeader() {}

    /**
     * Makes this process the leader of a session of its own; false where there is no such thing.
     */
    // A native call is the only way; the process runs with native access enabled.
    @SuppressWarnings("restricted")
    public static boolean become() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setsid = linker.defaultLookup().find("setsid");
        if (setsid.isEmpty()) {
            return false;
        }
        try {
            int session =
                    (int)
                            linker.downcallHandle(
                                            setsid.get(),
                                            FunctionDescriptor.of(ValueLayout.JAVA_INT))
                                    .invokeExact();
            return session >= 0;
        } catch (Throwable e) {
            throw new LinkageError("setsid", e);
        }
    }
}
