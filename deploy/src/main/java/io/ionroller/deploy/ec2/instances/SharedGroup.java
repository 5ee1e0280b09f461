package io.ionroller.deploy.ec2.instances;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.traffic.TrafficMemory;
import io.ionroller.deploy.ec2.traffic.Turns;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of one service whose environments share a target group: a weight is that share of an environment's instances. What is
 * there is read, one step is taken from it, and it is read until the step shows; so any process can go on with it. All that is
 * needed for that is in AWS and in the journal. Thread-safe.
 */
public final class SharedGroup {

    private final ServiceName service;
    private final TargetCalls calls;
    private final TrafficMemory memory = new TrafficMemory();
    private final ForeignTargets foreign;
    private final Turns turns = new Turns();
    private final Map<EnvironmentId, Member> members = new ConcurrentHashMap<>();

    public SharedGroup(ServiceName service, TargetCalls calls) {
        this.service = service;
        this.calls = calls;
        this.foreign = new ForeignTargets(service);
    }

    /** Which environments the service has; targets that are no instances of theirs are somebody else's. */
    public void know(Collection<Member> known) {
        known.forEach(member -> members.put(member.environment(), member));
    }

    /** The target group as it is now, for a plan. */
    public CompletionStage<Picture> picture(GroupSettings settings, Lane lane) {
        return calls.read(place(settings), lane, Duration.ZERO);
    }

    /**
     * What it does, as old as the freshness allows.
     *
     * @param intended how the traffic is meant to be shared; absent where that is not known
     */
    CompletionStage<TrafficObservation> observe(
            GroupSettings settings, @Nullable Map<EnvironmentId, Weight> intended, Lane lane, Duration freshness) {
        return calls.read(place(settings), lane, freshness).thenApply(picture -> {
            foreign.told(picture, settings);
            if (intended == null) {
                return seen(picture, picture.shares(true), null, settings);
            }
            Comparison comparison = new Comparison(picture, intended, lane == Lane.ROLLBACK);
            return seen(picture, comparison.calm(), comparison.lost(), settings);
        });
    }

    /** The same, read now, with the delay for which targets drain by the group's own settings. */
    CompletionStage<TrafficObservation> observeDrain(
            GroupSettings settings, @Nullable Map<EnvironmentId, Weight> intended, Lane lane) {
        return calls.drainDelay(settings.arn(), lane)
                .thenCompose(known -> observe(settings, intended, lane, Duration.ZERO));
    }

    /** Takes the next step that can be taken, unless somebody else has interfered; answers what is read back. */
    CompletionStage<TrafficObservation> ensure(TrafficSpec spec, GroupSettings settings, Lane lane) {
        return turns.take(lane == Lane.ROLLBACK, () -> {
            memory.admit(spec.shift(), service.value());
            return calls.read(place(settings), lane, Duration.ZERO)
                    .thenCompose(picture -> stepped(spec, settings, lane, picture));
        });
    }

    private CompletionStage<TrafficObservation> stepped(
            TrafficSpec spec, GroupSettings settings, Lane lane, Picture picture) {
        foreign.told(picture, settings);
        Shift shift = new Shift(spec, settings.stepDelay(), lane == Lane.ROLLBACK);
        Comparison comparison = new Comparison(picture, spec.weights(), lane == Lane.ROLLBACK);
        if (comparison.drifted(spec.expected(), spec.progress())) {
            return CompletableFuture.completedStage(seen(picture, comparison.shares(), null, settings));
        }
        return switch (shift.next(picture)) {
            case Step.In in
            when shift.mayStep(picture, in.apart()) ->
                calls.register(place(settings), in.targets(), lane).thenApply(after -> told(shift, after, settings));
            case Step.Out out
            when shift.mayStep(picture, out.apart()) ->
                calls.deregister(place(settings), out.targets(), lane).thenApply(after -> told(shift, after, settings));
            case Step.In notYet -> CompletableFuture.completedStage(told(shift, picture, settings));
            case Step.Out notYet -> CompletableFuture.completedStage(told(shift, picture, settings));
            case Step.Await await -> CompletableFuture.completedStage(told(shift, picture, settings));
            case Step.Done done -> CompletableFuture.completedStage(told(shift, picture, settings));
        };
    }

    private TrafficObservation told(Shift shift, Picture picture, GroupSettings settings) {
        return seen(picture, shift.shares(picture), shift.progress(picture), settings);
    }

    /**
     * Takes out what is left of an environment that ends.
     *
     * @param since it must not have had traffic since then; otherwise fails as SUPERSEDED
     */
    CompletionStage<Void> detach(EnvironmentId environment, Instant since, GroupSettings settings, Lane lane) {
        return turns.take(
                false,
                () -> calls.read(place(settings), lane, Duration.ZERO).thenCompose(picture -> {
                    seen(picture, picture.shares(true), null, settings);
                    Side side = picture.sides().get(environment);
                    if (side == null) {
                        return CompletableFuture.<Void>completedStage(null);
                    }
                    refuseUsed(side, since);
                    return side.ended().isEmpty()
                            ? CompletableFuture.<Void>completedStage(null)
                            : calls.deregister(
                                            place(settings),
                                            side.ended().stream()
                                                    .map(Target::description)
                                                    .toList(),
                                            lane)
                                    .thenAccept(after -> {});
                }));
    }

    /** Fails as SUPERSEDED if instances of the environment get requests or end some, by a reading of now. */
    CompletionStage<Void> refuseUsed(EnvironmentId environment, GroupSettings settings, Lane lane) {
        return calls.read(place(settings), lane, Duration.ZERO).thenAccept(picture -> {
            Side side = picture.sides().get(environment);
            if (side != null) {
                refuseUsed(side);
            }
        });
    }

    private void refuseUsed(Side side, Instant since) {
        refuseUsed(side);
        if (memory.zeroSince(side.environment())
                .filter(zero -> zero.isAfter(since))
                .isPresent()) {
            throw new PlatformException(
                    Kind.SUPERSEDED, "not removing " + side.environment() + ": it may have had traffic since " + since);
        }
    }

    private static void refuseUsed(Side side) {
        if (!side.in().isEmpty() || !side.draining().isEmpty()) {
            throw new PlatformException(
                    Kind.SUPERSEDED,
                    "not touching " + side.environment() + ": " + Words.ids(side.in()) + Words.ids(side.draining())
                            + " have traffic");
        }
    }

    /** Nothing of the environment is left. */
    void forget(EnvironmentId environment) {
        members.remove(environment);
        memory.forget(environment);
    }

    private TargetCalls.Place place(GroupSettings settings) {
        return new TargetCalls.Place(settings.arn(), service, members.values());
    }

    private TrafficObservation seen(
            Picture picture,
            Map<EnvironmentId, Weight> weights,
            @Nullable TrafficProgress progress,
            GroupSettings settings) {
        Map<EnvironmentId, Route> routes = new HashMap<>();
        Duration delay = calls.knownDrainDelay(settings.arn());
        picture.sides().forEach((environment, side) -> {
            Weight share = weights.getOrDefault(environment, Weight.NONE);
            // One that is lost as a whole has what is intended for it, until it is made again.
            if (!side.exists() && !side.used() && share.equals(Weight.NONE)) {
                memory.forget(environment);
                return;
            }
            boolean none = side.in().isEmpty() && side.ended().isEmpty();
            memory.seen(environment, none ? Weight.NONE : Weight.FULL, picture.at());
            // Requests cannot be told apart by environment: a target that drains may have some.
            int inFlight = side.draining().size() + (none ? 0 : side.ended().size());
            routes.put(
                    environment,
                    new Route(
                            share,
                            share.equals(Weight.NONE)
                                    ? memory.zeroSince(environment).orElse(null)
                                    : null,
                            delay,
                            inFlight,
                            0,
                            0,
                            Duration.ZERO));
        });
        return new TrafficObservation(service, routes, picture.at(), progress);
    }
}
