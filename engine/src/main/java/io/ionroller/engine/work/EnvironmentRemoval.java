package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.DrainProofTooOld;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Tears an environment down with its drain proof, or asks for a new one when that is too old or was overtaken. */
record EnvironmentRemoval(Effect.RemoveEnvironment effect, Access access, Duration interval, InstantSource clock)
        implements Work {

    @Override
    public EffectId id() {
        return effect.id();
    }

    @Override
    public CompletionStage<Optional<Report>> attempt() {
        if (!effect.proof().validAt(clock.instant())) {
            return CompletableFuture.completedStage(Optional.of(new DrainProofTooOld(id())));
        }
        return access.to(effect.spec().platform())
                .removeEnvironment(effect.spec(), effect.proof(), id())
                .<Optional<Report>>thenApply(left -> Optional.of(new EnvironmentSeen(id(), left)))
                .exceptionally(this::overtaken);
    }

    /** The environment has had traffic since its proof was made. */
    private Optional<Report> overtaken(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof PlatformException failure && failure.kind() == PlatformException.Kind.SUPERSEDED) {
            return Optional.of(new DrainProofTooOld(id()));
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }
}
