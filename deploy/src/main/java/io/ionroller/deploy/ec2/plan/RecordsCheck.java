package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.dns.NameKey;
import io.ionroller.deploy.ec2.dns.RecordOwner;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Dns;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.PlatformPlan.Calls;
import io.ionroller.engine.platform.PlatformPlan.Change;
import io.ionroller.engine.platform.PlatformPlan.Problem;
import io.ionroller.engine.platform.PlatformPlan.Verb;
import io.ionroller.engine.platform.TrafficObservation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Whether the balancer of its own can be made, and whether the name is free for the service's records. */
final class RecordsCheck implements EntranceCheck {

    /** What browsers and other clients ask for to find an address. */
    private static final Set<RRType> ADDRESSES = Set.of(RRType.A, RRType.AAAA, RRType.CNAME, RRType.HTTPS);

    private final Subject subject;
    private final AwsRegion region;
    private final OwnBalancer own;
    private final Dns dns;
    private final NetworkCheck network;

    RecordsCheck(Subject subject, OwnBalancer own, NetworkCheck network) {
        this.subject = subject;
        this.region = subject.region();
        this.own = own;
        this.dns = subject.settings().traffic().dns().orElseThrow();
        this.network = network;
    }

    @Override
    public CompletionStage<Part> check() {
        return Part.all(List.of(
                CompletableFuture.completedStage(made()),
                network.balancer(own),
                Part.orUnknown("dns.zone_id", "the hosted zone", zone()),
                Part.orUnknown("dns.name", "the records of the name", strangers()),
                subject.pictures()
                        .records()
                        .get()
                        .thenApply(this::shared)
                        .exceptionally(thrown -> Part.ofNeeded("dns", thrown))));
    }

    @Override
    public CompletionStage<Part> room(QuotaCheck quotas) {
        return Part.all(List.of(
                quotas.targetGroups(), Part.orUnknown("load_balancer", "the quota of balancers", quotas.balancers())));
    }

    @Override
    public CompletionStage<Calls> calls() {
        return CompletableFuture.completedStage(new Calls(
                Map.of("CreateLoadBalancer", 1, "CreateListener", 1, "DescribeLoadBalancers", 1),
                Map.of("ListResourceRecordSets", 2, "ChangeResourceRecordSets", 1, "GetChange", 1),
                Map.of(),
                Map.of("ListResourceRecordSets", 1, "DescribeLoadBalancers", 1, "DeleteLoadBalancer", 1)));
    }

    private Part made() {
        String name = subject.names().loadBalancer();
        String subnets = String.join(", ", own.subnetsIn(subject.settings().network()));
        return Part.change(new Change(Verb.CREATE, "load balancer", name, own.scheme() + ", in " + subnets))
                .and(Part.change(new Change(
                        Verb.CREATE,
                        "listener",
                        "of " + name,
                        own.protocol() + " on port " + own.port() + ", to " + name)))
                .and(
                        Part.note(
                                "Each environment has a load balancer of its own, which is paid for until the environment"
                                        + " is removed, and takes some minutes until it serves: instances are started after that."))
                .and(Part.note("DNS is slow by nature: every change of traffic, a rollback too, takes up to a minute to"
                        + " be everywhere, and resolvers keep an answer for 60 s more. Shares are weights of 0 to 255,"
                        + " so that the smallest is 0.39%."));
    }

    private CompletionStage<Part> zone() {
        return region.readRecords(
                        Lane.CREATE, "GetHostedZone", client -> client.getHostedZone(find -> find.id(dns.zoneId())))
                .thenApply(this::judged)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "NoSuchHostedZone")
                        ? CompletableFuture.completedStage(Part.blocking(
                                "dns.zone_id", dns.zoneId() + " is not there", "a hosted zone of this account"))
                        : CompletableFuture.failedStage(thrown));
    }

    private Part judged(GetHostedZoneResponse found) {
        String zone = found.hostedZone().name();
        String name = dns.name() + '.';
        if (!name.equals(zone) && !name.endsWith('.' + zone)) {
            return Part.blocking("dns.name", dns.name() + " is not in " + zone, "a name that ends so, or another zone");
        }
        boolean hidden = found.hostedZone().config() != null
                && Boolean.TRUE.equals(found.hostedZone().config().privateZone());
        boolean open = own.scheme().equals(LoadBalancerSchemeEnum.INTERNET_FACING.toString());
        return hidden && open
                ? Part.warning("dns.zone_id", zone + " is private, and the balancers are internet-facing", "")
                : Part.NONE;
    }

    /** What others have said of the name; beside the service's records it would take some of its traffic, or all. */
    private CompletionStage<Part> strangers() {
        NameKey key = NameKey.of(dns);
        RecordOwner owner =
                new RecordOwner(subject.installation(), subject.spec().id().service());
        return region.readRecords(
                        Lane.CREATE,
                        "ListResourceRecordSets",
                        client -> client.listResourceRecordSets(find -> find.hostedZoneId(key.zone())
                                .startRecordName(key.name())
                                .maxItems("100")))
                .thenApply(found -> found.resourceRecordSets().stream()
                        .filter(set -> key.is(set.name()) && ADDRESSES.contains(set.type()))
                        .filter(set -> owner.of(set).isEmpty())
                        .map(RecordsCheck::told)
                        .toList())
                .thenApply(others -> others.isEmpty()
                        ? Part.NONE
                        : Part.blocking(
                                "dns.name",
                                dns.name() + " has records that are not of this service: " + String.join(", ", others),
                                "another name, or these records gone"))
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "NoSuchHostedZone")
                        ? CompletableFuture.completedStage(Part.NONE)
                        : CompletableFuture.failedStage(thrown));
    }

    private static String told(ResourceRecordSet set) {
        return set.typeAsString() + (set.setIdentifier() == null ? "" : " " + set.setIdentifier());
    }

    private Part shared(TrafficObservation seen) {
        Map<EnvironmentId, ?> shares = new TreeMap<>(seen.weights());
        Part part = Part.fact(PlanAspect.TRAFFIC, shares.toString());
        if (!shares.isEmpty()) {
            part = part.and(Part.change(
                    new Change(Verb.CHANGE, "records", dns.name(), "now " + PlatformPlan.written(seen.weights()))));
        } else {
            part = part.and(
                    Part.change(new Change(Verb.CREATE, "record", dns.name(), "with the first change of traffic")));
        }
        return part.and(Part.of(PlatformPlan.drift(subject.traffic(), seen.weights()).stream()
                .map(problem -> new Problem(problem.severity(), "platform.dns", problem.what(), problem.wanted()))
                .toList()));
    }
}
