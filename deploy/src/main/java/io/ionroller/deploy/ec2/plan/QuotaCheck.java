package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Capacity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** Whether the account's quotas have room for one more environment. */
final class QuotaCheck {

    /** Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs (AWS, Service Quotas). */
    private static final String STANDARD_VCPUS = "L-1216C47A";

    private static final String STANDARD = "(a|c|d|h|i|im|is|m|r|t|z)\\d.*";
    private static final int PAGE = 400;
    private static final int INSTANCES = 1000;

    private final Subject subject;
    private final AwsRegion region;
    private final CompletionStage<Map<String, Integer>> limits;

    QuotaCheck(Subject subject) {
        this.subject = subject;
        this.region = subject.region();
        this.limits = Pages.all(
                        "DescribeAccountLimits",
                        token -> region.readBalancing(
                                        Lane.CREATE,
                                        "DescribeAccountLimits",
                                        client -> client.describeAccountLimits(request -> request.marker(token)))
                                .thenApply(page -> new Page<>(page.limits(), page.nextMarker())))
                .thenApply(found -> found.stream()
                        .filter(limit -> limit.max() != null)
                        .collect(Collectors.toMap(Limit::name, limit -> Integer.parseInt(limit.max()), Math::max)));
    }

    /** For an environment whose traffic comes by this entrance. */
    CompletionStage<Part> check(EntranceCheck entrance, CompletionStage<Optional<Integer>> vcpus) {
        return Part.all(List.of(
                entrance.room(this),
                Part.orUnknown("capacity", "the quota of Auto Scaling groups", scalingGroups()),
                Part.orUnknown("capacity", "the quota of vCPUs", vcpus.thenCompose(this::vcpus))));
    }

    /** One more target group. */
    CompletionStage<Part> targetGroups() {
        CompletionStage<Part> room = Pages.all(
                        "DescribeTargetGroups",
                        token -> region.readBalancing(
                                        Lane.CREATE,
                                        "DescribeTargetGroups",
                                        client -> client.describeTargetGroups(request ->
                                                request.pageSize(PAGE).marker(token)))
                                .thenApply(page -> new Page<>(page.targetGroups(), page.nextMarker())))
                .thenCombine(
                        limits,
                        (all, most) -> full("load_balancer", "target groups", all.size(), most.get("target-groups")));
        return Part.orUnknown("load_balancer", "the quota of target groups", room);
    }

    /** One more rule of the balancer that these are all the listeners of. */
    CompletionStage<Part> rules(List<Listener> listeners) {
        return count(listeners)
                .thenCombine(
                        limits,
                        (count, most) -> full(
                                "load_balancer",
                                "rules of the balancer",
                                count,
                                most.get("rules-per-application-load-balancer")));
    }

    /** One more balancer. */
    CompletionStage<Part> balancers() {
        return Pages.all(
                        "DescribeLoadBalancers",
                        token -> region.readBalancing(
                                        Lane.CREATE,
                                        "DescribeLoadBalancers",
                                        client -> client.describeLoadBalancers(request ->
                                                request.pageSize(PAGE).marker(token)))
                                .thenApply(page -> new Page<>(page.loadBalancers(), page.nextMarker())))
                .thenCombine(
                        limits,
                        (all, most) -> full(
                                "load_balancer",
                                "load balancers",
                                (int) all.stream()
                                        .filter(one -> one.type() == LoadBalancerTypeEnum.APPLICATION)
                                        .count(),
                                most.get("application-load-balancers")));
    }

    private CompletionStage<Integer> count(List<Listener> listeners) {
        CompletionStage<Integer> sum = CompletableFuture.completedStage(0);
        for (Listener listener : listeners) {
            sum = sum.thenCombine(
                    Pages.all(
                            "DescribeRules",
                            token -> region.readBalancing(
                                            Lane.CREATE,
                                            "DescribeRules",
                                            client -> client.describeRules(
                                                    request -> request.listenerArn(listener.listenerArn())
                                                            .pageSize(PAGE)
                                                            .marker(token)))
                                    .thenApply(page -> new Page<>(page.rules(), page.nextMarker()))),
                    (before, rules) -> before
                            + (int) rules.stream()
                                    .filter(one -> !Boolean.TRUE.equals(one.isDefault()))
                                    .count());
        }
        return sum;
    }

    private CompletionStage<Part> scalingGroups() {
        return region.readScaling(Lane.CREATE, "DescribeAccountLimits", client -> client.describeAccountLimits())
                .thenApply(found -> full(
                        "capacity",
                        "Auto Scaling groups",
                        Objects.requireNonNullElse(found.numberOfAutoScalingGroups(), 0),
                        found.maxNumberOfAutoScalingGroups()));
    }

    private static Part full(String field, String what, int used, @org.jspecify.annotations.Nullable Integer most) {
        if (most == null) {
            return Part.warning(field, "AWS does not say how many " + what + " there may be", "");
        }
        return used + 1 <= most
                ? Part.NONE
                : Part.blocking(
                        field,
                        used + " of " + most + " " + what + " are there, one more does not fit",
                        "a higher quota, or fewer " + what);
    }

    private CompletionStage<Part> vcpus(Optional<Integer> each) {
        String type = subject.settings().machine().instanceTypes().getFirst();
        if (each.isEmpty() || !type.matches(STANDARD)) {
            return CompletableFuture.completedStage(
                    Part.warning("capacity", "the quota of vCPUs for " + type + " is not checked", ""));
        }
        if (!(subject.settings().capacity() instanceof Capacity.Fixed capacity)) {
            return CompletableFuture.completedStage(
                    Part.warning("capacity", "how many instances match_current will be is not known now", ""));
        }
        int needed = each.get() * capacity.desired();
        return region.quotas(
                        Lane.CREATE,
                        "GetServiceQuota",
                        client -> client.getServiceQuota(
                                request -> request.serviceCode("ec2").quotaCode(STANDARD_VCPUS)))
                .thenCombine(running(), (quota, used) -> {
                    int most = quota.quota().value().intValue();
                    return used + needed <= most
                            ? Part.NONE
                            : Part.blocking(
                                    "capacity",
                                    needed + " vCPUs are needed, " + used + " of " + most + " are in use",
                                    "a higher quota " + STANDARD_VCPUS + ", fewer or smaller instances");
                });
    }

    /** vCPUs of running on-demand instances of the standard families. */
    private CompletionStage<Integer> running() {
        return Pages.all(
                        "DescribeInstances",
                        token -> region.readCompute(
                                        Lane.CREATE,
                                        "DescribeInstances",
                                        client ->
                                                client.describeInstances(request -> request.filters(NetworkCheck.filter(
                                                                "instance-state-name", List.of("pending", "running")))
                                                        .maxResults(INSTANCES)
                                                        .nextToken(token)))
                                .thenApply(page -> new Page<>(page.reservations(), page.nextToken())))
                .thenCompose(reservations -> sum(reservations.stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .filter(instance -> instance.instanceLifecycle() != InstanceLifecycleType.SPOT)
                        .filter(instance -> instance.instanceTypeAsString().matches(STANDARD))
                        .toList()));
    }

    private CompletionStage<Integer> sum(List<Instance> instances) {
        List<String> names = instances.stream()
                .map(Instance::instanceTypeAsString)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return CompletableFuture.completedStage(0);
        }
        return MachineCheck.types(region, names).thenApply(types -> {
            Map<String, Integer> each = types.stream()
                    .collect(Collectors.toMap(
                            InstanceTypeInfo::instanceTypeAsString,
                            type -> type.vCpuInfo().defaultVCpus()));
            return instances.stream()
                    .mapToInt(instance -> vcpus(instance, each))
                    .sum();
        });
    }

    private static int vcpus(Instance instance, Map<String, Integer> each) {
        var options = instance.cpuOptions();
        return options != null && options.coreCount() != null && options.threadsPerCore() != null
                ? options.coreCount() * options.threadsPerCore()
                : each.getOrDefault(instance.instanceTypeAsString(), 0);
    }
}
