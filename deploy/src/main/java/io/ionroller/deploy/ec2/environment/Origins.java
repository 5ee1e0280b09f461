package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.template.MadeFrom;
import io.ionroller.deploy.ec2.template.ResolvedImage;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * What environments are made from. A new one: from what its settings resolve to now; one that is made again: from the same as at
 * first, as the event of its creation has it. Never blocks; thread-safe.
 */
final class Origins {

    private static final int MOST_KNOWN = 1_000;

    private final Resolution resolution;
    private final Making making;
    /** So that templates are read once. */
    private final Map<EnvironmentId, Map<String, String>> known = new Newest<>(MOST_KNOWN);

    Origins(Resolution resolution, Making making) {
        this.resolution = resolution;
        this.making = making;
    }

    CompletionStage<ResolvedImage> image(EnvironmentSpec spec, Ec2Settings settings) {
        Optional<ResolvedImage> before = MadeFrom.image(spec.origin());
        return before.isPresent()
                ? CompletableFuture.completedStage(before.get())
                : resolution.image(settings.container(), spec.version());
    }

    /** The id of the machine image. */
    CompletionStage<String> ami(EnvironmentSpec spec, Ec2Settings settings) {
        Optional<String> before = MadeFrom.ami(spec.origin());
        return before.isPresent()
                ? CompletableFuture.completedStage(before.get())
                : resolution.ami(settings.machine().ami());
    }

    static Capacity capacity(EnvironmentSpec spec, Ec2Settings settings) {
        Optional<Capacity.Fixed> before = MadeFrom.capacity(spec.origin());
        return before.isPresent() ? before.get() : settings.capacity();
    }

    /** Of one that is there, by name ({@link MadeFrom}). */
    CompletionStage<Map<String, String>> of(AutoScalingGroup group, Blueprint made) {
        EnvironmentId id = made.spec().id();
        synchronized (known) {
            Map<String, String> before = known.get(id);
            if (before != null) {
                return CompletableFuture.completedStage(before);
            }
        }
        return making.resolved(made.names().launchTemplate())
                .thenApply(found -> remember(
                        id,
                        made.capacity(group)
                                .map(capacity -> MadeFrom.with(found, capacity))
                                .orElse(found)));
    }

    /** Of one that was just made. */
    Map<String, String> remember(EnvironmentId id, Map<String, String> facts) {
        synchronized (known) {
            known.put(id, facts);
        }
        return facts;
    }
}
