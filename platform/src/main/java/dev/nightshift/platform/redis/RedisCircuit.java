package dev.nightshift.platform.redis;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps callers from waiting for a Redis that does not answer: after some failed calls the next
 * ones fail at once, and now and then one is let through to see whether it is back. Thread-safe.
 */
final class RedisCircuit {
    private static final Logger log = LoggerFactory.getLogger(RedisCircuit.class);

    /** Few enough for a service with little to do. */
    private static final int CALLS = 10;

    private static final int TRIALS = 3;
    private static final float SHARE_OF_FAILURES = 50;

    private final CircuitBreaker breaker;

    /**
     * @param pause without calls until one is let through
     */
    RedisCircuit(Duration pause) {
        breaker =
                CircuitBreaker.of(
                        "redis",
                        CircuitBreakerConfig.custom()
                                .slidingWindow(CALLS, CALLS, SlidingWindowType.COUNT_BASED)
                                .failureRateThreshold(SHARE_OF_FAILURES)
                                .waitDurationInOpenState(
                                        pause.isPositive() ? pause : Duration.ofMillis(1))
                                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                                .recordException(RedisCircuit::isAway)
                                .build());
        listen(
                state ->
                        log.atWarn()
                                .addKeyValue("module", "redis")
                                .addKeyValue("event", "redis.circuit")
                                .addKeyValue("state", state)
                                .log("the circuit to Redis is {}", state));
    }

    // An answer that says no is an answer.
    private static boolean isAway(Throwable failure) {
        return failure instanceof RedisException
                && !(failure instanceof RedisCommandExecutionException);
    }

    /**
     * Makes the call, or fails at once.
     *
     * @throws RedisException when it fails, or is not made
     */
    <T> T call(Supplier<T> call) {
        try {
            return breaker.executeSupplier(call);
        } catch (CallNotPermittedException e) {
            throw new RedisException("the circuit is open", e);
        }
    }

    CircuitState state() {
        return of(breaker.getState());
    }

    void listen(Consumer<CircuitState> listener) {
        breaker.getEventPublisher()
                .onStateTransition(
                        event -> listener.accept(of(event.getStateTransition().getToState())));
    }

    private static CircuitState of(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
        };
    }
}
