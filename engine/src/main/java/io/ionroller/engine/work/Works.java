package io.ionroller.engine.work;

import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.Effect;
import java.time.Duration;
import java.time.InstantSource;

/** Turns owed effects into work on their platform. Thread-safe. */
public final class Works {

    private final Platforms platforms;
    private final WorkSettings settings;
    private final InstantSource clock;
    private final Permit permit;
    private final Turnstile turnstile;
    private final Pace pace;
    private final CallLimit watches;

    public Works(Platforms platforms, WorkSettings settings, InstantSource clock, Permit permit) {
        this.platforms = platforms;
        this.settings = settings;
        this.clock = clock;
        this.permit = permit;
        this.pace = new Pace(settings.calmWatchesPerSecond(), clock);
        this.watches = new CallLimit(settings.watchesAtOnce());
        this.turnstile = new Turnstile(settings.reportsAtOnce());
    }

    Turnstile turnstile() {
        return turnstile;
    }

    /** Whether this process may act now. */
    public Permit permit() {
        return permit;
    }

    /** When it is. */
    public InstantSource clock() {
        return clock;
    }

    /** How patiently. */
    public WorkSettings settings() {
        return settings;
    }

    /** The work of an effect. That this process lacks the platform shows when it is attempted. */
    Work of(Effect effect) {
        Duration soon = settings.observeInterval();
        return switch (effect) {
            case Effect.CreateEnvironment e ->
                new EnvironmentCompletion(e.id(), e.spec(), platforms, soon, Duration.ZERO);
            case Effect.RepairEnvironment e -> {
                Duration wait = Duration.between(clock.instant(), e.notBefore());
                yield new EnvironmentCompletion(
                        e.id(),
                        e.spec(),
                        platforms,
                        settings.watchInterval(),
                        wait.isNegative() ? Duration.ZERO : wait);
            }
            case Effect.VerifyEnvironment e -> new EnvironmentReading(e.id(), e.spec(), platforms, soon, Duration.ZERO);
            case Effect.WatchEnvironment e ->
                watch(
                        e.calm(),
                        new OnlyChanges(new EnvironmentReading(
                                e.id(), e.spec(), platforms, between(e.calm()), settings.watchInterval())));
            case Effect.ShiftTraffic e -> new TrafficShift(e.id(), e.spec(), platforms, soon);
            case Effect.ConfirmTraffic e -> new TrafficReading(e.id(), e.spec(), platforms, soon, Duration.ZERO);
            case Effect.WatchTraffic e ->
                watch(
                        e.calm(),
                        new TrafficReading(e.id(), e.spec(), platforms, between(e.calm()), settings.watchInterval()));
            case Effect.ProveDrained e ->
                new DrainReading(e.id(), e.spec(), e.environment().id(), platforms, soon);
            case Effect.RemoveEnvironment e -> new EnvironmentRemoval(e, platforms, soon, clock);
        };
    }

    private Work watch(boolean calm, Work reading) {
        Work watch = new Watch(reading, watches, settings);
        return calm ? new Calm(watch, pace) : watch;
    }

    /** Between two looks at something in use. */
    private Duration between(boolean calm) {
        return calm ? settings.calmWatchInterval() : settings.watchInterval();
    }
}
