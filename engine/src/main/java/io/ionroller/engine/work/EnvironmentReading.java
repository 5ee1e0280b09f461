package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Observes an environment: to verify it, every observation is reported; to watch it, every tenth and each that differs. */
final class EnvironmentReading implements Work {

    private static final int REPEAT = 10;

    private final EffectId id;
    private final EnvironmentSpec spec;
    private final Platforms platforms;
    private final Duration interval;
    private final boolean onlyChanges;
    private @Nullable EnvironmentObservation reported;
    private int unreported;

    EnvironmentReading(EffectId id, EnvironmentSpec spec, Platforms platforms, Duration interval, boolean onlyChanges) {
        this.id = id;
        this.spec = spec;
        this.platforms = platforms;
        this.interval = interval;
        this.onlyChanges = onlyChanges;
    }

    @Override
    public EffectId id() {
        return id;
    }

    @Override
    public String lane() {
        return "reading " + id;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        return platforms.of(spec.platform()).observeEnvironment(spec).thenApply(this::report);
    }

    /** Runs in the thread of the platform's answer; the worker makes one attempt at a time. */
    private synchronized Optional<Report> report(EnvironmentObservation seen) {
        EnvironmentObservation last = reported;
        boolean same = last != null
                && last.required() == seen.required()
                && last.instances().equals(seen.instances());
        if (onlyChanges && same && ++unreported < REPEAT) {
            return Optional.empty();
        }
        reported = seen;
        unreported = 0;
        return Optional.of(new EnvironmentSeen(id, seen));
    }
}
