package io.ionroller.deploy.ec2.traffic;

import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.deploy.ec2.settings.TestRule;
import io.ionroller.deploy.ec2.traffic.RuleCalls.NewRule;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * The traffic of one service: its rule as shares of environments. AWS has no conditional write. So a value that nobody intended is
 * looked for right before a write, writes of this process take turns, and whether this process may still act is asked between
 * the reading and the write; what slips through the moment that is left shows in the next reading. Thread-safe.
 */
public final class ServiceRule {

    private final ServiceName service;
    private final RuleCalls calls;
    private final TrafficMemory memory = new TrafficMemory();
    private final Turns turns = new Turns();
    private final Map<EnvironmentId, String> names = new ConcurrentHashMap<>();

    public ServiceRule(ServiceName service, RuleCalls calls) {
        this.service = service;
        this.calls = calls;
    }

    /** Which target group an environment has; what a rule has beside these is somebody else's. */
    public void know(Map<EnvironmentId, String> groupNames) {
        names.putAll(groupNames);
    }

    /** What the rule does, as old as the freshness allows. */
    public CompletionStage<TrafficObservation> observe(RuleSettings settings, Lane lane, Duration freshness) {
        return calls.read(settings.key(), lane, freshness).thenApply(seen -> observed(settings, seen));
    }

    /** The same, read now; what looks drained is also asked for its requests, which count as in flight. */
    public CompletionStage<TrafficObservation> observeDrain(RuleSettings settings, Lane lane) {
        return calls.read(settings.key(), lane, Duration.ZERO).thenCompose(seen -> {
            TrafficObservation traffic = observed(settings, seen);
            Forward forward = seen.value().map(Forward::of).orElse(Forward.NONE);
            Map<EnvironmentId, String> drained = new HashMap<>();
            traffic.routes().forEach((environment, route) -> {
                if (DrainProof.from(traffic, environment).isPresent()) {
                    forward.groupNamed(names.getOrDefault(environment, ""))
                            .ifPresent(arn -> drained.put(environment, arn));
                }
            });
            return drained.isEmpty() || settings.drainPeriods() == 0
                    ? CompletableFuture.completedStage(traffic)
                    : calls.requests(List.copyOf(drained.values()), settings, seen.at(), lane)
                            .thenApply(counts -> RequestCounts.counted(traffic, drained, counts));
        });
    }

    /**
     * The rule as it is now, for a plan.
     *
     * @param tags that it must have if it was found by its conditions
     */
    public CompletionStage<RulePicture> picture(RuleSettings settings, Map<String, String> tags, Lane lane) {
        TestRequests tests = new TestRequests(calls, settings, tags, lane);
        return calls.read(settings.key(), lane, Duration.ZERO).thenCompose(seen -> {
            Map<EnvironmentId, Weight> shares = observed(settings, seen).weights();
            return seen.value()
                    .map(rule -> picture(rule, shares, tests))
                    .orElseGet(() -> CompletableFuture.completedStage(RulePicture.absent(shares)))
                    .thenCombine(tests.trouble(seen.value()), RulePicture::withTests);
        });
    }

    private CompletionStage<RulePicture> picture(Rule rule, Map<EnvironmentId, Weight> shares, TestRequests by) {
        return calls.owned(rule, by.settings().key(), by.tags(), by.lane())
                .thenApply(ours -> RulePicture.of(rule, shares, Optional.empty()))
                .exceptionallyCompose(thrown -> RulePicture.foreign(rule, shares, thrown));
    }

    /** Makes the shares what is wanted, unless somebody else has changed them; answers what is read back. */
    public CompletionStage<TrafficObservation> ensure(TrafficSpec spec, RuleSettings settings, Lane lane) {
        return turns.take(lane == Lane.ROLLBACK, () -> {
            memory.admit(spec.shift(), service.value());
            return calls.read(settings.key(), lane, Duration.ZERO)
                    .thenCompose(seen -> changed(spec, settings, lane, seen));
        });
    }

    private CompletionStage<TrafficObservation> changed(
            TrafficSpec spec, RuleSettings settings, Lane lane, Seen<Rule> seen) {
        TrafficObservation found = observed(settings, seen);
        Map<EnvironmentId, Weight> wanted = Shares.positive(spec.weights());
        Map<EnvironmentId, Weight> shares = found.weights();
        if (shares.equals(wanted) || drifted(spec, shares, seen)) {
            return CompletableFuture.completedStage(found);
        }
        Rule rule = seen.value().orElseThrow(() -> missing(settings.key()));
        Forward next = weighed(Forward.of(rule), wanted, settings.key());
        return calls.change(rule, next, settings, lane)
                .thenCompose(done -> calls.readUntil(
                        settings.key(),
                        lane,
                        back -> observed(settings, back).weights().equals(wanted)))
                .thenApply(back -> observed(settings, back));
    }

    /** Somebody else has changed the rule. Where nothing gets any traffic, not even groups that are not ours, nothing is lost. */
    private static boolean drifted(TrafficSpec spec, Map<EnvironmentId, Weight> shares, Seen<Rule> seen) {
        boolean nothingServes =
                seen.value().map(Forward::of).map(Forward::total).orElse(0) == 0;
        return !nothingServes && spec.expected().stream().map(Shares::positive).noneMatch(shares::equals);
    }

    private Forward weighed(Forward now, Map<EnvironmentId, Weight> wanted, RuleKey key) {
        Map<String, Integer> weights = new TreeMap<>();
        wanted.forEach((environment, share) -> {
            String arn = now.groupNamed(names.getOrDefault(environment, ""))
                    .orElseThrow(() -> new PlatformException(
                            Kind.RETRYABLE, "the target group of " + environment + " is not in " + key));
            weights.put(arn, Shares.relative(share));
        });
        return now.weighing(weights);
    }

    /** Puts the target group of an environment into the rule, without traffic, so that its health is checked. */
    public CompletionStage<Void> attach(String arn, RuleSettings settings, Map<String, String> tags, Lane lane) {
        return turns.take(
                false,
                () -> calls.read(settings.key(), lane, Duration.ZERO).thenCompose(seen -> {
                    TestRequests tests = new TestRequests(calls, settings, tags, lane);
                    return seen.value()
                            .map(rule -> added(rule, arn, tests))
                            .orElseGet(() -> created(arn, tests))
                            .thenCompose(done -> tests.point(arn, seen.value()));
                }));
    }

    private CompletionStage<Void> added(Rule rule, String arn, TestRequests by) {
        Forward now = Forward.of(rule);
        return now.groups().containsKey(arn)
                ? CompletableFuture.completedStage(null)
                : calls.owned(rule, by.settings().key(), by.tags(), by.lane())
                        .thenCompose(ours -> calls.change(rule, now.with(arn), by.settings(), by.lane()));
    }

    /** Makes the rule with the first target group of the service, without traffic. */
    private CompletionStage<Void> created(String arn, TestRequests by) {
        boolean header =
                by.settings().test().filter(TestRule.Header.class::isInstance).isPresent();
        return calls.create(
                new NewRule(
                        by.settings().key(),
                        Forward.NONE.with(arn).actions(by.settings().stickySeconds()),
                        by.settings().priority(),
                        header ? Priorities::lastButOne : Priorities::last,
                        by.tags()),
                by.lane());
    }

    /**
     * Takes the target group of an environment without traffic out of the rule; a rule of ours that has no other goes with it.
     *
     * @param since it must not have had traffic since then; otherwise fails as SUPERSEDED
     */
    public CompletionStage<Void> detach(EnvironmentId environment, Instant since, RuleSettings settings, Lane lane) {
        return turns.take(
                false,
                () -> calls.read(settings.key(), lane, Duration.ZERO).thenCompose(seen -> {
                    refuseUsed(environment, observed(settings, seen).routes().get(environment), since);
                    return new TestRequests(calls, settings, Map.of(), lane)
                            .leave(names.getOrDefault(environment, ""), seen.value())
                            .thenCompose(left -> seen.value()
                                    .map(rule -> detached(environment, rule, settings, lane))
                                    .orElseGet(() -> CompletableFuture.completedStage(null)));
                }));
    }

    private CompletionStage<Void> detached(EnvironmentId environment, Rule rule, RuleSettings settings, Lane lane) {
        Forward now = Forward.of(rule);
        Optional<String> arn = now.groupNamed(names.getOrDefault(environment, ""));
        if (arn.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        Forward next = now.without(arn.get());
        return next.groups().isEmpty() ? calls.end(rule, settings, lane) : calls.change(rule, next, settings, lane);
    }

    /**
     * Takes a target group which no environment has any more out of a rule, when no other write to the service's traffic by this
     * process is under way. Fails as SUPERSEDED if it has weight, except where only test requests come.
     *
     * @param kind whose the rule is
     * @return whether the rule is gone
     */
    public CompletionStage<Boolean> dropEntry(String ruleArn, String groupArn, RuleKind kind, Lane lane) {
        return turns.take(false, () -> calls.entries().remove(ruleArn, groupArn, kind, lane));
    }

    /** Nothing of the environment is left. */
    public void forget(EnvironmentId environment) {
        names.remove(environment);
        memory.forget(environment);
    }

    /** Fails as SUPERSEDED if the environment has traffic, by a reading of now. */
    public CompletionStage<Void> refuseUsed(EnvironmentId environment, RuleSettings settings, Lane lane) {
        return calls.read(settings.key(), lane, Duration.ZERO)
                .thenAccept(seen -> refuseUsed(
                        environment, observed(settings, seen).routes().get(environment), Instant.MAX));
    }

    private void refuseUsed(EnvironmentId environment, @Nullable Route route, Instant since) {
        if (route == null) {
            return;
        }
        if (!route.weight().equals(Weight.NONE)) {
            throw new PlatformException(
                    Kind.SUPERSEDED, "not touching " + environment + ": it has " + route.weight() + " of the traffic");
        }
        if (memory.zeroSince(environment).filter(zero -> zero.isAfter(since)).isPresent()) {
            throw new PlatformException(
                    Kind.SUPERSEDED, "not removing " + environment + ": it may have had traffic since " + since);
        }
    }

    private TrafficObservation observed(RuleSettings settings, Seen<Rule> seen) {
        Forward forward = seen.value().map(Forward::of).orElse(Forward.NONE);
        Map<EnvironmentId, Route> routes = new HashMap<>();
        names.forEach((environment, name) -> forward.groupNamed(name)
                .ifPresentOrElse(
                        arn -> routes.put(environment, route(environment, forward, arn, settings, seen.at())),
                        () -> memory.forget(environment)));
        return new TrafficObservation(service, routes, seen.at());
    }

    private Route route(EnvironmentId environment, Forward forward, String arn, RuleSettings settings, Instant at) {
        Weight share = forward.share(arn);
        memory.seen(environment, share, at);
        return new Route(
                share, memory.zeroSince(environment).orElse(null), settings.drainDelay(), 0, 0, 0, Duration.ZERO);
    }

    private static PlatformException missing(RuleKey key) {
        return new PlatformException(Kind.RETRYABLE, key + " is not there");
    }
}
