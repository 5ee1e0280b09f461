package io.ionroller.engine.work;

import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.Effect;
import java.time.Duration;
import java.time.InstantSource;

/** Turns owed effects into work on their platform. Thread-safe. */
public final class Works {

    private final Platforms platforms;
    private final WorkSettings settings;
    private final InstantSource clock;

    public Works(Platforms platforms, WorkSettings settings, InstantSource clock) {
        this.platforms = platforms;
        this.settings = settings;
        this.clock = clock;
    }

    WorkSettings settings() {
        return settings;
    }

    /**
     * The work of an effect.
     *
     * @throws io.ionroller.engine.platform.PlatformException if this process does not have the platform
     */
    Work of(Effect effect) {
        Duration soon = settings.observeInterval();
        return switch (effect) {
            case Effect.CreateEnvironment e ->
                new EnvironmentCompletion(e.id(), e.spec(), on(e.spec().platform()), soon, Duration.ZERO);
            case Effect.RepairEnvironment e -> {
                Duration wait = Duration.between(clock.instant(), e.notBefore());
                yield new EnvironmentCompletion(
                        e.id(),
                        e.spec(),
                        on(e.spec().platform()),
                        settings.watchInterval(),
                        wait.isNegative() ? Duration.ZERO : wait);
            }
            case Effect.VerifyEnvironment e ->
                new EnvironmentReading(e.id(), e.spec(), on(e.spec().platform()), soon, false);
            case Effect.WatchEnvironment e ->
                new EnvironmentReading(e.id(), e.spec(), on(e.spec().platform()), settings.watchInterval(), true);
            case Effect.ShiftTraffic e ->
                new TrafficShift(e.id(), e.spec(), on(e.spec().platform()), soon);
            case Effect.ConfirmTraffic e ->
                new TrafficReading(e.id(), e.spec(), on(e.spec().platform()), soon);
            case Effect.WatchTraffic e ->
                new TrafficReading(e.id(), e.spec(), on(e.spec().platform()), settings.watchInterval());
            case Effect.ProveDrained e ->
                new DrainReading(
                        e.id(), e.spec(), e.environment().id(), on(e.spec().platform()), soon);
            case Effect.RemoveEnvironment e ->
                new EnvironmentRemoval(e, on(e.spec().platform()), soon, clock);
        };
    }

    private Platform on(io.ionroller.engine.model.PlatformSettings platform) {
        return platforms.of(platform);
    }
}
