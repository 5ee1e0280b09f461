package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Seen;
import io.ionroller.deploy.ec2.traffic.RequestCounts;
import io.ionroller.deploy.ec2.traffic.Shares;
import io.ionroller.deploy.ec2.traffic.TrafficMemory;
import io.ionroller.deploy.ec2.traffic.Turns;
import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The traffic of one service: its records as shares of environments. An environment has a record exactly while it has traffic. A list
 * of records shows at once what is written, while name servers answer by it up to a minute later; so what is listed is only
 * taken for what happens when the change was seen to be in force. A new process that finds the wanted records written does not know
 * that, and writes them again to have something to ask for. Thread-safe.
 */
public final class ServiceRecords {

    private final RecordOwner owner;
    private final RecordCalls calls;
    private final Targets targets;
    private final RequestCounts requestCounts;
    private final TrafficMemory memory = new TrafficMemory();
    private final Turns turns = new Turns();
    private final Set<EnvironmentId> environments = ConcurrentHashMap.newKeySet();
    private final Set<EnvironmentId> gone = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Written written;

    public ServiceRecords(RecordOwner owner, RecordCalls calls, Targets targets, RequestCounts requestCounts) {
        this.owner = owner;
        this.calls = calls;
        this.targets = targets;
        this.requestCounts = requestCounts;
    }

    /** Which environments there are: without a record they may still get requests, until they are drained. */
    public void know(Collection<EnvironmentId> some) {
        some.stream().filter(environment -> !gone.contains(environment)).forEach(environments::add);
    }

    /** The environment is made, perhaps once more: its balancer is looked up anew. */
    void forgetTarget(EnvironmentId environment) {
        targets.forget(environment);
    }

    /** Nothing of the environment is left. */
    void forget(EnvironmentId environment) {
        gone.add(environment);
        environments.remove(environment);
        memory.forget(environment);
        targets.forget(environment);
    }

    /** What is written, as old as the freshness allows. */
    CompletionStage<TrafficObservation> observe(DnsRouter router, Duration freshness) {
        return calls.read(router.settings().key(), router.lane(), freshness).thenApply(seen -> {
            TrafficObservation now = observed(router, seen);
            Written last = written;
            return last == null ? now : last.underWay(now);
        });
    }

    /** The same, read now; what looks drained is also asked for its requests: who still knows its address shows there alone. */
    CompletionStage<TrafficObservation> observeDrain(DnsRouter router) {
        return observe(router, Duration.ZERO).thenCompose(traffic -> {
            List<EnvironmentId> drained = traffic.routes().keySet().stream()
                    .filter(environment -> DrainProof.from(traffic, environment).isPresent())
                    .toList();
            return Pages.each(drained, environment -> targets.find(environment, router.lane()))
                    .thenCompose(found -> {
                        Map<EnvironmentId, String> arns = new HashMap<>();
                        for (int i = 0; i < drained.size(); i++) {
                            EnvironmentId environment = drained.get(i);
                            found.get(i).ifPresent(balancer -> arns.put(environment, balancer.loadBalancerArn()));
                        }
                        return arns.isEmpty()
                                ? CompletableFuture.completedStage(traffic)
                                : requestCounts
                                        .lately(
                                                List.copyOf(arns.values()),
                                                router.settings().drainPeriods(),
                                                traffic.observedAt(),
                                                router.lane())
                                        .thenApply(counts -> RequestCounts.counted(traffic, arns, counts));
                    });
        });
    }

    /** Makes the shares what is wanted, unless somebody else has changed them; answers with a progress until it is in force. */
    CompletionStage<TrafficObservation> ensure(TrafficSpec spec, DnsRouter router) {
        NameKey key = router.settings().key();
        Map<EnvironmentId, Integer> wanted = RecordWeights.of(spec.weights());
        return turns.take(router.lane() == Lane.ROLLBACK, () -> {
            memory.admit(spec.shift(), owner.service().value());
            Written last = written;
            return last != null && last.isOf(key, wanted) && last.change() != null && last.inForce() == null
                    ? awaited(last, last.change(), router)
                    : calls.read(key, router.lane(), Duration.ZERO)
                            .thenCompose(seen -> changed(spec, wanted, router, seen));
        });
    }

    private CompletionStage<TrafficObservation> awaited(Written last, String change, DnsRouter router) {
        return calls.inForce(change, router.lane())
                .thenCompose(inForce -> inForce
                        ? calls.read(last.key(), router.lane(), Duration.ZERO).thenApply(seen -> {
                            written = last.inForce(seen.at());
                            return observed(router, seen);
                        })
                        : CompletableFuture.completedStage(last.underWay()))
                .exceptionallyCompose(thrown -> {
                    if (!AwsFailure.has(thrown, "NoSuchChange")) {
                        return CompletableFuture.failedStage(thrown);
                    }
                    written = last.by(null);
                    return CompletableFuture.completedStage(last.underWay());
                });
    }

    private CompletionStage<TrafficObservation> changed(
            TrafficSpec spec,
            Map<EnvironmentId, Integer> wanted,
            DnsRouter router,
            Seen<List<ResourceRecordSet>> seen) {
        NameRecords records = records(router, seen);
        TrafficObservation found = observed(router, seen);
        Written next = new Written(records.key(), wanted, found);
        if (records.weights().equals(wanted)) {
            Written last = written;
            List<Change> again = records.again();
            boolean inForce = last != null && last.isOf(records.key(), wanted) && last.inForce() != null;
            if (inForce || again.isEmpty()) {
                return CompletableFuture.completedStage(found);
            }
            environments.forEach(memory::forget);
            return write(next, again, records, router);
        }
        boolean drifted = !records.sets().isEmpty()
                && spec.expected().stream().map(Shares::positive).noneMatch(found.weights()::equals);
        if (drifted) {
            return CompletableFuture.completedStage(found);
        }
        refuseTaken(records);
        return targets.aliases(wanted.keySet(), router.settings().evaluateTargetHealth(), router.lane())
                .thenCompose(aliases -> write(next, records.toward(wanted, aliases), records, router));
    }

    /** A name that somebody else has is not shared with them. */
    private static void refuseTaken(NameRecords records) {
        if (records.obstacle().isPresent() || (records.weights().isEmpty() && records.others() > 0)) {
            throw new PlatformException(
                    Kind.TERMINAL,
                    "dns.name: " + records.key()
                            + " has address records that are not ours; take another name, or remove them");
        }
    }

    private CompletionStage<TrafficObservation> write(
            Written next, List<Change> changes, NameRecords records, DnsRouter router) {
        Written last = written;
        written = next;
        return calls.change(records.key(), changes, router.lane())
                .thenApply(change -> {
                    written = next.by(change);
                    return next.underWay();
                })
                .exceptionallyCompose(thrown -> {
                    PlatformException failure = AwsFailure.of("ChangeResourceRecordSets", thrown);
                    if (failure.kind() != Kind.UNKNOWN_OUTCOME) {
                        written = last;
                    }
                    return AwsFailure.has(thrown, "InvalidChangeBatch")
                            ? explained(failure, records, router)
                            : CompletableFuture.failedStage(failure);
                });
    }

    /** A batch that quotes what is not there any more is refused: then the next attempt sees what somebody else has made of it. */
    private CompletionStage<TrafficObservation> explained(
            PlatformException refused, NameRecords records, DnsRouter router) {
        return calls.read(records.key(), router.lane(), Duration.ZERO).thenCompose(seen -> {
            boolean moved = !records(router, seen).equals(records);
            return CompletableFuture.failedStage(
                    moved
                            ? new PlatformException(
                                    Kind.RETRYABLE,
                                    "the records of " + records.key() + " were changed in the same moment",
                                    refused)
                            : refused);
        });
    }

    /** Fails as SUPERSEDED if the environment has traffic, and as RETRYABLE while clients may still know its address. */
    CompletionStage<Void> refuseUsed(EnvironmentId environment, DnsRouter router) {
        return observe(router, Duration.ZERO).thenAccept(traffic -> {
            refuseShare(environment, traffic);
            if (DrainProof.from(traffic, environment).isEmpty()) {
                throw new PlatformException(
                        Kind.RETRYABLE,
                        "not touching " + environment + " yet: clients may use its address until "
                                + Durations.format(router.settings().drainDelay())
                                + " after its record was seen to be gone");
            }
        });
    }

    private static void refuseShare(EnvironmentId environment, TrafficObservation traffic) {
        Weight share = traffic.weights().getOrDefault(environment, Weight.NONE);
        if (!share.equals(Weight.NONE)) {
            throw new PlatformException(
                    Kind.SUPERSEDED, "not touching " + environment + ": it has " + share + " of the traffic");
        }
    }

    /**
     * Fails as SUPERSEDED if the environment has traffic, or may have had any.
     *
     * @param since when it was seen to have none
     */
    CompletionStage<Void> detach(EnvironmentId environment, Instant since, DnsRouter router) {
        return turns.take(
                false,
                () -> observe(router, Duration.ZERO).thenAccept(traffic -> {
                    refuseShare(environment, traffic);
                    boolean drained = memory.zeroSince(environment)
                            .filter(zero -> !zero.isAfter(since))
                            .isPresent();
                    if (!drained && !gone.contains(environment)) {
                        throw new PlatformException(
                                Kind.SUPERSEDED,
                                "not removing " + environment + ": it may have had traffic since " + since);
                    }
                }));
    }

    private NameRecords records(DnsRouter router, Seen<List<ResourceRecordSet>> seen) {
        return new NameRecords(router.settings().key(), owner, seen.value().orElse(List.of()));
    }

    private TrafficObservation observed(DnsRouter router, Seen<List<ResourceRecordSet>> seen) {
        NameRecords records = records(router, seen);
        Map<EnvironmentId, Weight> shares =
                RecordWeights.shares(records.weights(), records.others(), router.intended());
        know(shares.keySet());
        Written last = written;
        boolean counts = last == null || (last.inForce() != null && !seen.at().isBefore(last.inForce()));
        Map<EnvironmentId, Route> routes = new HashMap<>();
        environments.forEach(environment -> {
            Weight share = shares.getOrDefault(environment, Weight.NONE);
            if (counts) {
                memory.seen(environment, share, seen.at());
            }
            routes.put(environment, route(environment, share, router.settings()));
        });
        return new TrafficObservation(owner.service(), routes, seen.at());
    }

    private Route route(EnvironmentId environment, Weight share, DnsSettings settings) {
        @Nullable
        Instant zeroSince =
                share.equals(Weight.NONE) ? memory.zeroSince(environment).orElse(null) : null;
        return new Route(share, zeroSince, settings.drainDelay(), 0, 0, 0, Duration.ZERO);
    }
}
