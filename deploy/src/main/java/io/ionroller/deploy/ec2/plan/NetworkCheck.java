package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Network;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.engine.platform.PlatformPlan.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;

/** Whether the VPC, the subnets and the security groups are there and belong together. */
final class NetworkCheck {

    private final AwsRegion region;
    private final Network network;
    private final CompletionStage<Map<String, Subnet>> subnets;

    /** Reads the subnets at once: other checks ask for their zones. */
    NetworkCheck(Subject subject) {
        this.region = subject.region();
        this.network = subject.settings().network();
        this.subnets = subnets(network.subnets());
    }

    private CompletionStage<Map<String, Subnet>> subnets(List<String> ids) {
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeSubnets",
                        client -> client.describeSubnets(request -> request.filters(filter("subnet-id", ids))))
                .thenApply(found -> byId(found.subnets(), Subnet::subnetId));
    }

    static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static <T> Map<String, T> byId(List<T> found, Function<T, String> id) {
        return found.stream().collect(Collectors.toMap(id, one -> one, (one, two) -> one));
    }

    /** The zones of the subnets that are there. */
    CompletionStage<Set<String>> zones() {
        return subnets.thenApply(NetworkCheck::zonesOf);
    }

    private static Set<String> zonesOf(Map<String, Subnet> found) {
        return found.values().stream().map(Subnet::availabilityZone).collect(Collectors.toCollection(TreeSet::new));
    }

    CompletionStage<Part> check() {
        return Part.all(List.of(
                Part.orUnknown("vpc", "the VPC", vpc()),
                Part.orUnknown(
                        "subnets",
                        "the subnets",
                        subnets.thenApply(found -> members("subnets", network.subnets(), found, Subnet::vpcId))),
                Part.orUnknown(
                        "security_groups",
                        "the security groups",
                        groups(network.securityGroups(), "security_groups"))));
    }

    /** Where an environment's own balancer would be. It only reaches instances in its own zones, of which it needs two. */
    CompletionStage<Part> balancer(OwnBalancer own) {
        String field = "load_balancer.own.subnets";
        CompletionStage<Part> where = own.subnets().isEmpty()
                ? zones().thenApply(ours -> reach(field, ours, ours))
                : subnets(own.subnets())
                        .thenCombine(
                                zones(),
                                (found, ours) -> members(field, own.subnets(), found, Subnet::vpcId)
                                        .and(reach(field, zonesOf(found), ours)));
        CompletionStage<Part> groups = own.securityGroups().isEmpty()
                ? CompletableFuture.completedStage(Part.NONE)
                : groups(own.securityGroups(), "load_balancer.own.security_groups");
        return Part.all(List.of(
                Part.orUnknown(field, "the balancer's subnets", where),
                Part.orUnknown("load_balancer.own.security_groups", "the balancer's security groups", groups)));
    }

    private static Part reach(String field, Set<String> zones, Set<String> ours) {
        if (zones.size() < 2) {
            return Part.blocking(field, "they are in the zones " + zones, "subnets in two zones or more");
        }
        Set<String> unserved = new TreeSet<>(ours);
        unserved.removeAll(zones);
        return unserved.isEmpty()
                ? Part.NONE
                : Part.blocking(
                        field,
                        "the balancer would not serve " + unserved + ": instances there never become healthy",
                        "subnets in the zones of the instances");
    }

    /**
     * Whether a balancer can send requests to instances in the subnets.
     *
     * @param otherwise why it must be in the same VPC
     */
    CompletionStage<Part> reachedBy(String balancerArn, String otherwise) {
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeLoadBalancers",
                        client -> client.describeLoadBalancers(request -> request.loadBalancerArns(balancerArn)))
                .thenApply(found -> found.loadBalancers().getFirst())
                .thenCombine(zones(), (balancer, ours) -> {
                    if (!network.vpc().equals(balancer.vpcId())) {
                        return Part.blocking(
                                "vpc",
                                balancer.loadBalancerName() + " is in " + balancer.vpcId() + ", not in "
                                        + network.vpc(),
                                "the balancer's VPC: " + otherwise);
                    }
                    Set<String> unserved = new TreeSet<>(ours);
                    unserved.removeAll(balancer.availabilityZones().stream()
                            .map(AvailabilityZone::zoneName)
                            .collect(Collectors.toSet()));
                    return unserved.isEmpty()
                            ? Part.NONE
                            : Part.blocking(
                                    "subnets",
                                    balancer.loadBalancerName() + " does not serve " + unserved
                                            + ": instances there never become healthy",
                                    "subnets in the balancer's zones");
                });
    }

    private CompletionStage<Part> vpc() {
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeVpcs",
                        client -> client.describeVpcs(
                                request -> request.filters(filter("vpc-id", List.of(network.vpc())))))
                .thenApply(found -> found.vpcs().stream()
                                .noneMatch(vpc -> network.vpc().equals(vpc.vpcId()))
                        ? Part.blocking(
                                "vpc", network.vpc() + " is not there", "a VPC of this account in " + network.region())
                        : Part.NONE);
    }

    private CompletionStage<Part> groups(List<String> ids, String field) {
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeSecurityGroups",
                        client -> client.describeSecurityGroups(request -> request.filters(
                                ids.isEmpty() ? filter("vpc-id", List.of(network.vpc())) : filter("group-id", ids))))
                .thenApply(found -> members(
                        field, ids, byId(found.securityGroups(), SecurityGroup::groupId), SecurityGroup::vpcId));
    }

    private <T> Part members(String field, List<String> ids, Map<String, T> found, Function<T, String> vpcOf) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String path = "platform." + field + "[" + i + "]";
            T one = found.get(ids.get(i));
            if (one == null) {
                problems.add(Problem.blocking(path, ids.get(i) + " is not there", "one that is in " + network.vpc()));
            } else if (!network.vpc().equals(vpcOf.apply(one))) {
                problems.add(Problem.blocking(
                        path, ids.get(i) + " is in " + vpcOf.apply(one), "one that is in " + network.vpc()));
            }
        }
        return Part.of(problems);
    }
}
