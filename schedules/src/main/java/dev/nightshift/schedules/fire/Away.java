package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.NightshiftException;

import org.springframework.dao.DataAccessException;

/** Tells failures that pass, because a server is away, from those that stay. */
final class Away {
    private Away() {}

    /** Whether the same work may succeed when a server answers again. */
    static boolean is(RuntimeException failure) {
        return switch (failure) {
            case DataAccessException _ -> true;
            case NightshiftException known ->
                    switch (known.code()) {
                        case MONGODB_UNAVAILABLE,
                                MONGODB_READ_ONLY,
                                REDIS_UNAVAILABLE,
                                JDBC_UNAVAILABLE,
                                STACK_UNAVAILABLE ->
                                true;
                        default -> false;
                    };
            default -> false;
        };
    }
}
