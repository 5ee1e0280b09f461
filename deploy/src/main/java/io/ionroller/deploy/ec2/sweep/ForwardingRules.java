package io.ionroller.deploy.ec2.sweep;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** Reads all rules by which requests may reach a target group: those of listeners, default ones included. */
final class ForwardingRules {

    /** Of AWS: DescribeRules and DescribeListeners, PageSize. */
    private static final int PAGE = 400;

    private final AwsRegion region;

    ForwardingRules(AwsRegion region) {
        this.region = region;
    }

    /** The rules of these listeners and of all listeners of these balancers; what is gone has none. */
    CompletionStage<List<RuleView>> of(Collection<String> listeners, Collection<String> balancers) {
        return Pages.each(List.copyOf(balancers), this::listeners)
                .thenCompose(found -> {
                    Set<String> all = new TreeSet<>(listeners);
                    found.forEach(all::addAll);
                    return Pages.each(List.copyOf(all), this::rules);
                })
                .thenApply(found -> {
                    List<RuleView> all = new ArrayList<>();
                    found.forEach(all::addAll);
                    return all;
                });
    }

    private CompletionStage<List<String>> listeners(String balancer) {
        CompletionStage<List<Listener>> all = Pages.all(
                "DescribeListeners",
                marker -> region.readBalancing(
                                Lane.SWEEP,
                                "DescribeListeners",
                                client -> client.describeListeners(request -> request.loadBalancerArn(balancer)
                                        .pageSize(PAGE)
                                        .marker(marker)))
                        .thenApply(answer -> new Page<>(answer.listeners(), answer.nextMarker())));
        return Absence.as(
                List.of(),
                all.thenApply(found -> found.stream().map(Listener::listenerArn).toList()),
                "LoadBalancerNotFound");
    }

    private CompletionStage<List<RuleView>> rules(String listener) {
        CompletionStage<List<RuleView>> all = Pages.all(
                "DescribeRules",
                marker -> region.readBalancing(
                                Lane.SWEEP,
                                "DescribeRules",
                                client -> client.describeRules(request -> request.listenerArn(listener)
                                        .pageSize(PAGE)
                                        .marker(marker)))
                        .thenApply(answer -> new Page<>(
                                answer.rules().stream().map(RuleView::of).toList(), answer.nextMarker())));
        return Absence.as(List.of(), all, "ListenerNotFound", "LoadBalancerNotFound");
    }
}
