package io.ionroller.deploy.ec2.instances;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.traffic.Router;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Shares traffic by the instances that environments have in one target group.
 *
 * @param intendedOrNull how the traffic is meant to be shared; null where only one environment is spoken of
 */
public record InstanceRouter(
        SharedGroup group, GroupSettings settings, @Nullable Map<EnvironmentId, Weight> intendedOrNull, Lane lane)
        implements Router {

    /** Nothing to do: an environment goes in with its first instance. */
    @Override
    public CompletionStage<Void> attach(EnvironmentId environment, String targetGroup) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<TrafficObservation> observe(Duration freshness) {
        return group.observe(settings, intendedOrNull, lane, freshness);
    }

    @Override
    public CompletionStage<TrafficObservation> observeDrain() {
        return group.observeDrain(settings, intendedOrNull, lane);
    }

    @Override
    public CompletionStage<TrafficObservation> ensure(TrafficSpec spec) {
        return group.ensure(spec, settings, lane);
    }

    @Override
    public CompletionStage<Void> detach(EnvironmentId environment, Instant since) {
        return group.detach(environment, since, settings, lane);
    }

    @Override
    public CompletionStage<Void> refuseUsed(EnvironmentId environment) {
        return group.refuseUsed(environment, settings, lane);
    }

    @Override
    public void forget(EnvironmentId environment) {
        group.forget(environment);
    }

    /** The target group as it is now, for a plan. */
    public CompletionStage<Picture> picture() {
        return group.picture(settings, lane);
    }
}
