package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Capacity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** How many instances an environment starts with. Never blocks; thread-safe. */
record StartCapacity(Environments environments) {

    /**
     * What the settings' capacity resolves to now.
     *
     * @param current the group of the environment that carries the traffic now; asked only where the capacity is to match it
     */
    CompletionStage<Capacity.Fixed> of(Capacity wanted, Supplier<CompletionStage<Optional<String>>> current) {
        return switch (wanted) {
            case Capacity.Fixed fixed -> CompletableFuture.completedStage(fixed);
            case Capacity.MatchCurrent match ->
                current.get()
                        .thenCompose(name -> name.map(group -> environments
                                        .group(group, Lane.CREATE, Duration.ZERO)
                                        .thenApply(seen -> seen.value().map(StartCapacity::capacityOf)))
                                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()))
                                .thenApply(match::resolve));
        };
    }

    private static Capacity.Fixed capacityOf(AutoScalingGroup group) {
        return new Capacity.Fixed(group.minSize(), group.desiredCapacity(), group.maxSize());
    }
}
