package dev.nightshift.alerts.heartbeats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.heartbeats.HeartbeatStep.News;
import dev.nightshift.alerts.registry.HeartbeatTerms;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules against a model in whole minutes that keeps everything it ever saw. */
class HeartbeatRulesPropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long NEVER = -1;
    private static final int DAY = 24 * 60;

    enum Event {
        NOTHING,
        SUCCESS,
        BEGIN,
        TRIAL,
        PAUSE
    }

    record Look(int after, Event event) {}

    record Terms(int period, int grace, int maxRun) {
        HeartbeatTerms paused(boolean paused) {
            return new HeartbeatTerms(
                    Duration.ofMinutes(period),
                    Duration.ofMinutes(grace),
                    Duration.ofMinutes(maxRun),
                    paused);
        }
    }

    @Provide
    Arbitrary<Terms> terms() {
        return Combinators.combine(
                        Arbitraries.of(1, 10, 60, DAY - 1, DAY, DAY + 1, 3 * DAY),
                        Arbitraries.of(0, 1, 30, 300),
                        Arbitraries.of(1, 20, 400))
                .as(Terms::new);
    }

    @Provide
    Arbitrary<List<Look>> looks() {
        return Combinators.combine(
                        Arbitraries.of(0, 1, 5, 29, 30, 59, 60, 61, 700, DAY, DAY + 1),
                        Arbitraries.of(Event.class))
                .as(Look::new)
                .list()
                .ofMaxSize(120);
    }

    /** What is known, in minutes, without a limit to it. */
    private static final class Model {
        final List<Long> onsets = new ArrayList<>();
        long success = NEVER;
        long began = NEVER;
        long tried = NEVER;
        boolean paused;
        boolean told;
        HeartbeatState before = HeartbeatState.NEVER;

        void happen(Event event, long now) {
            switch (event) {
                case NOTHING -> {}
                case SUCCESS -> success = now;
                case BEGIN -> began = now;
                case TRIAL -> tried = now;
                case PAUSE -> paused = !paused;
            }
        }

        HeartbeatState state(Terms terms, long now) {
            boolean running = began != NEVER && (success == NEVER || began > success);
            if (paused) {
                return HeartbeatState.PAUSED;
            } else if (running && now - began > terms.maxRun()) {
                return HeartbeatState.RED;
            } else if (success == NEVER) {
                boolean rare = terms.period() > DAY;
                return rare && tried != NEVER && now - tried <= terms.period()
                        ? HeartbeatState.GREEN
                        : HeartbeatState.NEVER;
            } else if (now - success <= terms.period()) {
                return HeartbeatState.GREEN;
            }
            boolean over = now - success > terms.period() + terms.grace();
            return over && !running ? HeartbeatState.RED : HeartbeatState.LATE;
        }

        News look(Terms terms, long now) {
            HeartbeatState state = state(terms, now);
            if (state == HeartbeatState.RED && before != HeartbeatState.RED) {
                onsets.add(now);
            }
            before = state;
            if (state == HeartbeatState.RED && !told) {
                long today = onsets.stream().filter(onset -> now - onset <= DAY).count();
                if (today <= 3 || now - onsets.getLast() >= 60) {
                    told = true;
                    return News.RED;
                }
            } else if (state == HeartbeatState.GREEN && told) {
                told = false;
                return News.RECOVERED;
            } else if (state == HeartbeatState.PAUSED) {
                told = false;
            }
            return News.NOTHING;
        }

        Sighting sighting() {
            return new Sighting(at(success), at(began), at(tried));
        }

        private static @org.jspecify.annotations.Nullable Instant at(long minute) {
            return minute == NEVER ? null : START.plus(Duration.ofMinutes(minute));
        }
    }

    @Property(seed = PropertySeed.VALUE)
    void stateAndNewsAreThoseOfTheModel(
            @ForAll("terms") Terms terms, @ForAll("looks") List<Look> looks) {
        Model model = new Model();
        HeartbeatPoint point = HeartbeatPoint.fresh(START);
        long now = 0;
        for (Look look : looks) {
            now += look.after();
            model.happen(look.event(), now);
            News expected = model.look(terms, now);

            HeartbeatStep step =
                    HeartbeatRules.step(
                            point,
                            terms.paused(model.paused),
                            model.sighting(),
                            START.plus(Duration.ofMinutes(now)));
            point = step.point();

            assertThat(point.state()).isEqualTo(model.before);
            assertThat(step.news()).isEqualTo(expected);
            assertThat(point.told()).isEqualTo(model.told);
            assertThat(point.reds()).hasSizeLessThanOrEqualTo(HeartbeatRules.REDS_TOLD + 1);
        }
    }

    @Property(seed = PropertySeed.VALUE)
    void aPointThatStaysRedIsToldExactlyOnce(
            @ForAll("terms") Terms terms, @ForAll @Size(max = 60) List<Event> before) {
        Model model = new Model();
        HeartbeatPoint point = HeartbeatPoint.fresh(START);
        long now = 0;
        for (Event event : before) {
            now += 7;
            model.happen(event, now);
            point = step(point, terms, model, now).point();
        }
        model.paused = false;
        model.success = now;
        point = step(point, terms, model, now).point();
        now += terms.period() + terms.grace() + terms.maxRun() + 1L;
        int reds = 0;
        for (int look = 0; look < 200; look++) {
            HeartbeatStep step = step(point, terms, model, now);
            point = step.point();
            reds += step.news() == News.RED ? 1 : 0;
            now += 30;
        }

        assertThat(point.state()).isEqualTo(HeartbeatState.RED);
        assertThat(reds).isEqualTo(1);
    }

    private static HeartbeatStep step(HeartbeatPoint point, Terms terms, Model model, long now) {
        return HeartbeatRules.step(
                point,
                terms.paused(model.paused),
                model.sighting(),
                START.plus(Duration.ofMinutes(now)));
    }
}
