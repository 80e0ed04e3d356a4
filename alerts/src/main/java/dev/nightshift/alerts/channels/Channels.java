package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Gateways;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All ways out, each behind a breaker that opens when most of the last ten sendings failed and lets
 * one try again after half a minute. Thread-safe.
 */
public final class Channels {
    private static final int CALLS = 10;

    private final Map<ChannelKind, Channel> channels = new EnumMap<>(ChannelKind.class);
    private final Map<ChannelKind, CircuitBreaker> breakers = new EnumMap<>(ChannelKind.class);

    /**
     * The channels these gateways allow.
     *
     * @param opened told when a channel begins to rest; does not go through the channels
     * @param closed told when one that rested took a message again
     */
    public Channels(Gateways gateways, Consumer<ChannelKind> opened, Consumer<ChannelKind> closed) {
        HttpSender http = new HttpSender();
        gateways.smtp().ifPresent(smtp -> add(new MailChannel(smtp)));
        gateways.twilio()
                .ifPresent(
                        twilio -> {
                            add(new TwilioChannel(http, twilio, ChannelKind.SMS));
                            add(new TwilioChannel(http, twilio, ChannelKind.VOICE));
                        });
        add(new WebhookChannel(http));
        add(new PagerDutyChannel(http, gateways.pagerduty()));
        add(new DryChannel());
        channels.keySet().forEach(kind -> breakers.put(kind, breaker(kind, opened, closed)));
    }

    private void add(Channel channel) {
        channels.put(channel.kind(), channel);
    }

    private static CircuitBreaker breaker(
            ChannelKind kind, Consumer<ChannelKind> opened, Consumer<ChannelKind> closed) {
        CircuitBreaker breaker =
                CircuitBreaker.of(
                        kind.wire(),
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(CALLS)
                                .minimumNumberOfCalls(CALLS)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(Duration.ofSeconds(30))
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .build());
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> {
                            switch (change.getStateTransition()) {
                                case CLOSED_TO_OPEN -> opened.accept(kind);
                                case HALF_OPEN_TO_CLOSED -> closed.accept(kind);
                                default -> {
                                    // It rests on, or tries once.
                                }
                            }
                        });
        return breaker;
    }

    /**
     * Sends.
     *
     * @throws DeliveryFailed when the channel is not configured, its breaker is open, or it failed
     */
    public void send(ChannelKind kind, Notice notice, String address) throws DeliveryFailed {
        Channel channel = channels.get(kind);
        CircuitBreaker breaker = breakers.get(kind);
        if (channel == null || breaker == null) {
            throw new DeliveryFailed("the gateway of %s is not configured".formatted(kind.wire()));
        }
        if (!breaker.tryAcquirePermission()) {
            throw new DeliveryFailed(
                    "%s failed too often and rests a moment".formatted(kind.wire()));
        }
        long began = System.nanoTime();
        try {
            channel.send(notice, address);
            breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        } catch (DeliveryFailed failed) {
            breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, failed);
            throw failed;
        } catch (RuntimeException unforeseen) {
            breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, unforeseen);
            // Its text may hold an address; one contact's trouble must not keep the others untold.
            throw new DeliveryFailed(
                    "%s failed (%s)".formatted(kind.wire(), unforeseen.getClass().getSimpleName()),
                    unforeseen);
        }
    }
}
