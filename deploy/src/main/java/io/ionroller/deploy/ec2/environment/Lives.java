package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.Traffic;
import io.ionroller.deploy.ec2.template.EnvironmentRequests;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.LaunchedTemplate;
import io.ionroller.deploy.ec2.template.MadeFrom;
import io.ionroller.deploy.ec2.template.OwnerTags;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * How environments of one account and region come and go. The order of parts survives a crash between any two: the Auto Scaling
 * group is made last, so where it is, all is; and it is taken away first, so where it is gone, nothing runs. Never blocks;
 * thread-safe.
 */
public final class Lives {

    private final Environments environments;
    private final Origins origins;
    private final Making making;
    private final OwnBalancers ownBalancers;
    private final StartCapacity startCapacity;
    private final Adjustment adjustment;
    private final Removal removal;
    private final Installation installation;
    /** Whose end was begun here: they are not made again, and a group that cannot be seen is known to be ending. */
    private final Set<EnvironmentId> ended = Collections.newSetFromMap(new Newest<>(MOST_ENDED));

    private static final int MOST_ENDED = 100_000;

    /** What was made of environments that wait for their balancer; remembered to save calls. */
    private final Map<EnvironmentId, Parts> waiting = new ConcurrentHashMap<>();

    /**
     * What an Auto Scaling group is made of.
     *
     * @param targetGroupOrNull ARN of the environment's own; null where it has none because the service's environments share one
     */
    private record Parts(
            EnvironmentRequests requests,
            LaunchedTemplate template,
            @Nullable String targetGroupOrNull) {}

    public Lives(AwsRegion region, Environments environments, Resolution resolution, Installation installation) {
        this.environments = environments;
        this.making = new Making(region, installation);
        this.origins = new Origins(resolution, making);
        this.ownBalancers = new OwnBalancers(region, making);
        this.startCapacity = new StartCapacity(environments);
        this.adjustment = new Adjustment(region);
        this.removal = new Removal(region);
        this.installation = installation;
    }

    public ResourceNames names(EnvironmentId environment) {
        return ResourceNames.of(installation, environment);
    }

    /**
     * Makes what is missing of an environment. One with a balancer of its own is not whole before that serves, which takes minutes;
     * until then it is to be called again.
     *
     * @param attach puts the target group into the service's rule, so that its health is checked
     * @param current the group of the environment that carries the traffic now; asked only where the capacity is to match it
     * @return what it is made from, by name ({@link io.ionroller.deploy.ec2.template.MadeFrom})
     */
    public CompletionStage<Map<String, String>> make(
            EnvironmentSpec spec,
            EffectId effect,
            Ec2Settings settings,
            Function<String, CompletionStage<Void>> attach,
            Supplier<CompletionStage<Optional<String>>> current) {
        EnvironmentId id = spec.id();
        if (hasEnded(id)) {
            return CompletableFuture.failedStage(
                    new PlatformException(Kind.SUPERSEDED, id + " was removed and is not made again"));
        }
        String group = names(id).autoScalingGroup();
        return environments.group(group, Lane.CREATE, Duration.ZERO).thenCompose(seen -> {
            if (seen.value().isPresent()) {
                Blueprint made = new Blueprint(spec, settings, names(id), installation);
                return complete(seen.value().get(), made)
                        .thenCompose(done -> origins.of(seen.value().get(), made));
            }
            Parts begun = waiting.get(id);
            return (begun == null
                            ? requests(spec, effect, settings).thenCompose(this::parts)
                            : CompletableFuture.completedStage(begun))
                    .thenCompose(parts -> serves(parts)
                            .thenCompose(ready -> ready ? group(parts, attach, current) : waitWith(parts)));
        });
    }

    /** Whether requests can reach the instances that are to come. */
    private CompletionStage<Boolean> serves(Parts parts) {
        String targetGroup = parts.targetGroupOrNull();
        return targetGroup == null
                ? CompletableFuture.completedStage(true)
                : ownBalancers.ready(parts.requests(), targetGroup);
    }

    private CompletionStage<Map<String, String>> waitWith(Parts parts) {
        waiting.put(parts.requests().spec().id(), parts);
        return CompletableFuture.completedStage(parts.template().resolved());
    }

    /** A group replaces its instances by itself; one that somebody has scaled to nothing gets back what it was made with. */
    private CompletionStage<Void> complete(AutoScalingGroup group, Blueprint made) {
        making.checkOurs(group, made.spec().id());
        if (Environments.isEnding(group)) {
            return CompletableFuture.failedStage(new PlatformException(
                    Kind.RETRYABLE,
                    group.autoScalingGroupName() + " is still being deleted (" + group.status()
                            + ") and is made again when it is gone"));
        }
        return group.desiredCapacity() > 0
                ? CompletableFuture.completedStage(null)
                : changed(adjustment.restore(group, made, Set.of(EnvironmentPart.CAPACITY), Lane.CREATE), group);
    }

    /** Sets these parts of an environment right; nothing where it is not there. */
    public CompletionStage<Void> restore(Blueprint made, Set<EnvironmentPart> parts, Lane lane) {
        return onGroup(made, lane, group -> adjustment.restore(group, made, parts, lane));
    }

    /**
     * Takes instances of an unused environment away, as far as its settings say so.
     *
     * @param unused fails unless the environment has no traffic
     */
    public CompletionStage<Void> scaleDown(Blueprint made, Supplier<CompletionStage<Void>> unused, Lane lane) {
        return onGroup(
                made,
                lane,
                group -> made.unused(group)
                        .map(kept -> unused.get().thenCompose(sure -> adjustment.scaleDown(group, kept, lane)))
                        .orElseGet(() -> CompletableFuture.completedStage(null)));
    }

    private CompletionStage<Void> onGroup(
            Blueprint made, Lane lane, Function<AutoScalingGroup, CompletionStage<Void>> change) {
        return environments
                .group(made.names().autoScalingGroup(), lane, Duration.ZERO)
                .thenCompose(seen -> {
                    AutoScalingGroup group = seen.value().orElse(null);
                    if (group == null || Environments.isEnding(group)) {
                        return CompletableFuture.completedStage(null);
                    }
                    making.checkOurs(group, made.spec().id());
                    return changed(change.apply(group), group);
                });
    }

    /** What was read before the change is not to be told after it. */
    private CompletionStage<Void> changed(CompletionStage<Void> change, AutoScalingGroup group) {
        return change.thenAccept(done -> environments.forget(group.autoScalingGroupName()));
    }

    private CompletionStage<EnvironmentRequests> requests(EnvironmentSpec spec, EffectId effect, Ec2Settings settings) {
        OwnerTags tags = new OwnerTags(installation, spec.id(), spec.version(), effect);
        return origins.image(spec, settings)
                .thenCombine(
                        origins.ami(spec, settings),
                        (image, ami) -> new EnvironmentRequests(spec, settings, image, ami, names(spec.id()), tags));
    }

    private CompletionStage<Parts> parts(EnvironmentRequests requests) {
        EnvironmentId id = requests.spec().id();
        return making.launchTemplate(requests.launchTemplate(), id).thenCompose(template -> {
            if (requests.settings().traffic().sharedTargetGroup().isPresent()) {
                return CompletableFuture.completedStage(new Parts(requests, template, null));
            }
            return making.targetGroup(requests.targetGroup(), id)
                    .thenCompose(arn -> requests.targetGroupAttributes(arn)
                            .map(making::attributes)
                            .orElseGet(() -> CompletableFuture.completedStage(null))
                            .thenApply(done -> new Parts(requests, template, arn)));
        });
    }

    private CompletionStage<Map<String, String>> group(
            Parts parts,
            Function<String, CompletionStage<Void>> attach,
            Supplier<CompletionStage<Optional<String>>> current) {
        EnvironmentRequests requests = parts.requests();
        LaunchedTemplate template = parts.template();
        String targetGroup = parts.targetGroupOrNull();
        return (targetGroup == null ? CompletableFuture.<Void>completedStage(null) : attach.apply(targetGroup))
                .thenCompose(done -> startCapacity.of(Origins.capacity(requests.spec(), requests.settings()), current))
                .thenCompose(capacity -> making.group(
                                targetGroup == null
                                        ? requests.autoScalingGroup(template, capacity)
                                        : requests.autoScalingGroup(template, targetGroup, capacity))
                        .thenApply(done -> {
                            waiting.remove(requests.spec().id());
                            environments.forget(requests.names().autoScalingGroup());
                            return origins.remember(requests.spec().id(), MadeFrom.with(template.resolved(), capacity));
                        }));
    }

    /**
     * Takes away what is left of an environment that the service's router does not have any more.
     *
     * @param traffic what its settings say: it may have a balancer of its own
     * @return whether all is gone; otherwise instances still end, and it is to be called again
     */
    public CompletionStage<Boolean> remove(EnvironmentId id, Traffic traffic) {
        boolean first = end(id);
        ResourceNames names = names(id);
        return environments
                .group(names.autoScalingGroup(), Lane.VERIFY, Duration.ZERO)
                .thenCompose(seen -> {
                    AutoScalingGroup group = seen.value().orElse(null);
                    if (group != null) {
                        making.checkOurs(group, id);
                    }
                    // What was made a moment ago may not be visible yet.
                    if (first || group != null) {
                        return (group == null || !Environments.isEnding(group)
                                        ? removal.group(names.autoScalingGroup())
                                        : CompletableFuture.<Void>completedStage(null))
                                .thenApply(ending -> false);
                    }
                    return (traffic.ownBalancer().isPresent()
                                    ? removal.loadBalancer(names.loadBalancer())
                                    : CompletableFuture.<Void>completedStage(null))
                            .thenCompose(done -> removal.targetGroup(names.targetGroup()))
                            .thenCompose(done -> removal.launchTemplate(names.launchTemplate()))
                            .thenApply(done -> true);
                });
    }

    private boolean hasEnded(EnvironmentId id) {
        synchronized (ended) {
            return ended.contains(id);
        }
    }

    private boolean end(EnvironmentId id) {
        waiting.remove(id);
        ownBalancers.forget(id);
        synchronized (ended) {
            return ended.add(id);
        }
    }
}
