package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** ELBv2's actions on load balancers. */
final class BalancerActions {

    /** Pages of all of ELBv2's describing actions. Source: the PageSize members (1-400). */
    static final int PAGE = 400;

    private static final int LONGEST_NAME = 32;

    /** Source: "Quotas for your Application Load Balancers", per region. */
    private static final int MOST_BALANCERS = 50;

    private BalancerActions() {}

    static void addTo(Actions actions) {
        actions.on(CreateLoadBalancerRequest.class, BalancerActions::create)
                .on(DescribeLoadBalancersRequest.class, BalancerActions::describe)
                .on(DeleteLoadBalancerRequest.class, BalancerActions::delete)
                .on(DescribeAccountLimitsRequest.class, (call, _) -> limits(call));
    }

    /** Source: the Name members of API_CreateLoadBalancer and API_CreateTargetGroup. */
    static void checkName(String what, String name) {
        if (name.length() > LONGEST_NAME) {
            throw new Refusal(
                    "ValidationError",
                    what + " name '" + name + "' cannot be longer than '" + LONGEST_NAME + "' characters");
        }
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")) {
            throw new Refusal(
                    "ValidationError",
                    what + " name '" + name + "' can only contain characters that are alphanumeric characters or "
                            + "hyphens(-), and must not begin or end with a hyphen");
        }
    }

    private static SdkPojo create(Call call, CreateLoadBalancerRequest request) {
        Balancing balancing = call.region().balancing();
        checkName("Load balancer", request.name());
        if (request.name().startsWith("internal-")) {
            throw new Refusal(
                    "ValidationError", "Load balancer name '" + request.name() + "' must not begin with 'internal-'");
        }
        List<Subnet> subnets = subnets(call, request);
        LoadBalancer balancer = balancer(call, request, subnets);
        Optional<LoadBalancer> same = balancing.balancers.all().stream()
                .filter(one -> one.loadBalancerName().equals(request.name()))
                .findFirst();
        if (same.isPresent()) {
            return again(same.get(), balancer);
        }
        if (balancing.balancers.all().size() >= MOST_BALANCERS) {
            throw new Refusal("TooManyLoadBalancers", "The maximum number of load balancers has been reached");
        }
        balancing.balancers.put(balancer.loadBalancerArn(), balancer);
        balancing.tags.put(balancer.loadBalancerArn(), List.copyOf(request.tags()));
        call.cloud()
                .after(
                        call.cloud().pace().balancer(),
                        () -> balancing.balancers.update(
                                balancer.loadBalancerArn(),
                                old -> old.toBuilder()
                                        .state(state -> state.code(LoadBalancerStateEnum.ACTIVE))
                                        .build()));
        return CreateLoadBalancerResponse.builder().loadBalancers(balancer).build();
    }

    /** Source: API_CreateLoadBalancer: "if you attempt to create multiple load balancers with the same settings, each call succeeds". */
    private static SdkPojo again(LoadBalancer there, LoadBalancer wanted) {
        LoadBalancer renamed = there.toBuilder()
                .loadBalancerArn(wanted.loadBalancerArn())
                .dnsName(wanted.dnsName())
                .createdTime(wanted.createdTime())
                .state(wanted.state())
                .build();
        if (!renamed.equals(wanted)) {
            throw new Refusal(
                    "DuplicateLoadBalancerName",
                    "A load balancer with the same name '" + there.loadBalancerName()
                            + "' exists, but with different settings");
        }
        return CreateLoadBalancerResponse.builder().loadBalancers(there).build();
    }

    private static LoadBalancer balancer(Call call, CreateLoadBalancerRequest request, List<Subnet> subnets) {
        String id = call.cloud().ids().hex(16);
        LoadBalancerSchemeEnum scheme =
                request.scheme() == null ? LoadBalancerSchemeEnum.INTERNET_FACING : request.scheme();
        return LoadBalancer.builder()
                .loadBalancerArn(call.region().balancing().arn("loadbalancer/app/" + request.name() + "/" + id))
                .loadBalancerName(request.name())
                .dnsName((scheme == LoadBalancerSchemeEnum.INTERNAL ? "internal-" : "")
                        + request.name().toLowerCase(Locale.ROOT) + "-"
                        + (100_000 + call.cloud().ids().below(900_000)) + "."
                        + call.region().name() + ".elb.amazonaws.com")
                .canonicalHostedZoneId("Z32O12XQLNTSW2")
                .createdTime(call.now())
                .scheme(scheme)
                .vpcId(subnets.getFirst().vpcId())
                .state(LoadBalancerState.builder()
                        .code(LoadBalancerStateEnum.PROVISIONING)
                        .build())
                .type(request.type() == null ? LoadBalancerTypeEnum.APPLICATION : request.type())
                .availabilityZones(subnets.stream()
                        .map(subnet -> AvailabilityZone.builder()
                                .zoneName(subnet.availabilityZone())
                                .subnetId(subnet.subnetId())
                                .build())
                        .toList())
                .securityGroups(request.securityGroups())
                .ipAddressType(request.ipAddressType() == null ? IpAddressType.IPV4 : request.ipAddressType())
                .build();
    }

    /** Source: API_CreateLoadBalancer, "You must specify subnets from at least two Availability Zones". */
    private static List<Subnet> subnets(Call call, CreateLoadBalancerRequest request) {
        List<Subnet> subnets = request.subnets().stream()
                .map(id -> call.region()
                        .network()
                        .subnets
                        .get(id)
                        .orElseThrow(() -> new Refusal("SubnetNotFound", "The subnet ID '" + id + "' does not exist")))
                .toList();
        if (subnets.stream().map(Subnet::availabilityZone).distinct().count() < 2) {
            throw new Refusal(
                    "ValidationError", "At least two subnets in two different Availability Zones must be specified");
        }
        for (String group : request.securityGroups()) {
            if (call.region().network().securityGroups.get(group).isEmpty()) {
                throw new Refusal("InvalidSecurityGroup", "The security group ID '" + group + "' does not exist");
            }
        }
        return subnets;
    }

    private static SdkPojo describe(Call call, DescribeLoadBalancersRequest request) {
        Balancing balancing = call.region().balancing();
        for (String arn : request.loadBalancerArns()) {
            if (balancing.balancers.get(arn, call).isEmpty()) {
                throw Balancing.notFound("LoadBalancer", "Load balancer", arn);
            }
        }
        List<LoadBalancer> all = balancing.balancers.all(call).stream()
                .filter(balancer -> request.loadBalancerArns().isEmpty()
                        || request.loadBalancerArns().contains(balancer.loadBalancerArn()))
                .filter(balancer -> request.names().isEmpty() || request.names().contains(balancer.loadBalancerName()))
                .toList();
        if (all.size() < request.names().size()) {
            throw Balancing.notFound(
                    "LoadBalancer", "Load balancer", request.names().toString());
        }
        Page<LoadBalancer> page = Page.of(
                all,
                new Page.Wish(request.marker(), request.pageSize(), PAGE),
                LoadBalancer::loadBalancerArn,
                "ValidationError");
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(page.items())
                .nextMarker(page.next())
                .build();
    }

    /** Source: API_DeleteLoadBalancer: no error if it does not exist; its listeners go too. */
    private static SdkPojo delete(Call call, DeleteLoadBalancerRequest request) {
        Balancing balancing = call.region().balancing();
        List.copyOf(balancing.listeners.all()).stream()
                .filter(listener -> listener.loadBalancerArn().equals(request.loadBalancerArn()))
                .forEach(listener -> ListenerActions.remove(balancing, listener.listenerArn()));
        balancing.balancers.remove(request.loadBalancerArn());
        balancing.tags.remove(request.loadBalancerArn());
        return DeleteLoadBalancerResponse.builder().build();
    }

    private static SdkPojo limits(Call call) {
        return DescribeAccountLimitsResponse.builder()
                .limits(
                        limit("target-groups", call.cloud().weather().quotas().targetGroups()),
                        limit("rules-per-application-load-balancer", RuleActions.MOST_RULES),
                        limit("target-groups-per-action-on-application-load-balancer", Forwards.MOST_GROUPS),
                        limit("targets-per-application-load-balancer", 1000),
                        limit("application-load-balancers", MOST_BALANCERS),
                        limit("listeners-per-application-load-balancer", 50))
                .build();
    }

    private static Limit limit(String name, int max) {
        return Limit.builder().name(name).max(Integer.toString(max)).build();
    }
}
