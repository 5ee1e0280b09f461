package io.ionroller.engine.work;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.Priority;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Effect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns owed effects into work on their platform. Thread-safe. */
public final class Works {

    private final Platforms platforms;
    private final WorkSettings settings;
    private final InstantSource clock;
    private final Permit permit;
    private final Turnstile turnstile;
    private final Pace pace;
    private final CallLimit watches;
    private final CallTraces traces;
    private final @Nullable String trace;

    /** Of a process that traces nothing. */
    public Works(Platforms platforms, WorkSettings settings, InstantSource clock, Permit permit) {
        this(platforms, settings, clock, permit, CallTraces.NONE);
    }

    public Works(Platforms platforms, WorkSettings settings, InstantSource clock, Permit permit, CallTraces traces) {
        this.platforms = platforms;
        this.settings = settings;
        this.clock = clock;
        this.permit = permit;
        this.pace = new Pace(settings.calmWatchesPerSecond(), clock);
        this.watches = new CallLimit(settings.watchesAtOnce());
        this.turnstile = new Turnstile(settings.reportsAtOnce());
        this.traces = traces;
        this.trace = null;
    }

    private Works(Works shared, @Nullable String trace) {
        this.platforms = shared.platforms;
        this.settings = shared.settings;
        this.clock = shared.clock;
        this.permit = shared.permit;
        this.pace = shared.pace;
        this.watches = shared.watches;
        this.turnstile = shared.turnstile;
        this.traces = shared.traces;
        this.trace = trace;
    }

    /** The same, with the same limits, for a release that is traced; what is in use is watched without a trace. */
    public Works within(@Nullable String traceparent) {
        return traceparent == null || traces == CallTraces.NONE ? this : new Works(this, traceparent);
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
        return switch (effect) {
            case Effect.CreateEnvironment e ->
                new EnvironmentCompletion(e.id(), e.spec(), at(e, Priority.CREATE), soon(e.spec()), Duration.ZERO);
            case Effect.RepairEnvironment e -> {
                Duration wait = Duration.between(clock.instant(), e.notBefore());
                yield new EnvironmentCompletion(
                        e.id(),
                        e.spec(),
                        at(e, Priority.CREATE),
                        settings.watchInterval(),
                        wait.isNegative() ? Duration.ZERO : wait);
            }
            case Effect.RestoreEnvironment e ->
                new EnvironmentRestoration(
                        e.id(), e.spec(), e.parts(), at(e, Priority.CREATE), settings.watchInterval());
            case Effect.ScaleEnvironment e ->
                e.up()
                        ? new EnvironmentRestoration(
                                e.id(), e.spec(), Set.of(EnvironmentPart.CAPACITY), at(e, awaited(e)), soon(e.spec()))
                        : new EnvironmentReduction(e.id(), e.spec(), at(e, Priority.CREATE), settings.watchInterval());
            case Effect.VerifyEnvironment e ->
                new Verification(
                        new EnvironmentReading(e.id(), e.spec(), at(e, awaited(e)), soon(e.spec()), Duration.ZERO),
                        observations(e));
            case Effect.WatchEnvironment e ->
                watch(
                        e.calm(),
                        new OnlyChanges(new EnvironmentReading(
                                e.id(), e.spec(), watching(e.calm()), between(e.calm()), settings.watchInterval())));
            case Effect.ShiftTraffic e -> new TrafficShift(e.id(), e.spec(), at(e, awaited(e)), soon(e.spec()));
            case Effect.ConfirmTraffic e ->
                new TrafficReading(e.id(), e.spec(), at(e, awaited(e)), soon(e.spec()), Duration.ZERO);
            case Effect.WatchTraffic e ->
                watch(
                        e.calm(),
                        new TrafficReading(
                                e.id(), e.spec(), watching(e.calm()), between(e.calm()), settings.watchInterval()));
            case Effect.ProveDrained e ->
                new DrainReading(e.id(), e.spec(), e.environment().id(), at(e, Priority.VERIFY), soon(e.environment()));
            case Effect.RemoveEnvironment e -> new EnvironmentRemoval(e, at(e, Priority.VERIFY), soon(e.spec()), clock);
        };
    }

    /** Once for a way back: it waits for nothing, and where it leads was watched all the time. */
    private int observations(Effect.VerifyEnvironment verify) {
        return verify.urgent()
                ? 1
                : platforms.requiredObservations(verify.spec().platform());
    }

    /** What holds up the most urgent work of what is owed, as a part of a sentence; empty when nothing does. */
    public Optional<String> delay(Collection<Effect> owed) {
        return owed.stream()
                .map(effect -> switch (effect) {
                    case Effect.CreateEnvironment e -> delay(e.spec().platform(), Priority.CREATE);
                    case Effect.RepairEnvironment e -> delay(e.spec().platform(), Priority.CREATE);
                    case Effect.RestoreEnvironment e -> delay(e.spec().platform(), Priority.CREATE);
                    case Effect.ScaleEnvironment e -> delay(e.spec().platform(), e.up() ? awaited(e) : Priority.CREATE);
                    case Effect.VerifyEnvironment e -> delay(e.spec().platform(), awaited(e));
                    case Effect.ShiftTraffic e -> delay(e.spec().platform(), awaited(e));
                    case Effect.ConfirmTraffic e -> delay(e.spec().platform(), awaited(e));
                    case Effect.ProveDrained e -> delay(e.spec().platform(), Priority.VERIFY);
                    case Effect.RemoveEnvironment e -> delay(e.spec().platform(), Priority.VERIFY);
                    case Effect.WatchEnvironment e -> Optional.<String>empty();
                    case Effect.WatchTraffic e -> Optional.<String>empty();
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> delay(PlatformSettings platform, Priority priority) {
        return platforms.callDelay(platform, priority);
    }

    private Access at(Effect effect, Priority priority) {
        String traced = trace;
        return traced == null
                ? new Access(platforms, priority)
                : new Access(platforms, priority, platform -> traces.within(platform, traced, effect.id()));
    }

    private static Priority awaited(Effect effect) {
        return effect.urgent() ? Priority.ROLLBACK : Priority.VERIFY;
    }

    private Access watching(boolean calm) {
        return new Access(platforms, calm ? Priority.OBSERVE : Priority.WATCH);
    }

    /** Between two looks at something awaited. */
    private Duration soon(EnvironmentSpec spec) {
        return platforms.observeInterval(spec.platform(), settings.observeInterval());
    }

    private Duration soon(TrafficSpec spec) {
        return platforms.observeInterval(spec.platform(), settings.observeInterval());
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
