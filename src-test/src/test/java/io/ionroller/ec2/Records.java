package io.ionroller.ec2;

import io.ionroller.deploy.ec2.gate.Lane;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The records of {@code hello.example.org}, read and written past the engine. */
record Records(Ec2Ground ground) {

    static final String NAME = "hello.example.org.";

    /** As {@code ionroller:hello-1 255}, sorted. */
    List<String> all() {
        return sets().stream()
                .map(set -> set.setIdentifier() + " " + set.weight())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private List<ResourceRecordSet> sets() {
        return done(ground.region()
                        .readRecords(
                                Lane.SWEEP,
                                "ListResourceRecordSets",
                                client ->
                                        client.listResourceRecordSets(request -> request.hostedZoneId(ground.zone()))))
                .resourceRecordSets()
                .stream()
                .filter(set -> set.name().equals(NAME))
                .toList();
    }

    /** Gives the records of environments these weights; makes those that are missing. */
    void weigh(Map<String, Integer> weights) {
        change(weights.entrySet().stream()
                .map(one -> upsert(alias("ionroller:" + one.getKey(), one.getValue(), balancer(one.getKey()))))
                .toArray(Change[]::new));
    }

    /** A weighted record of somebody else's. */
    void stranger(int weight) {
        change(upsert(ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .setIdentifier("legacy")
                .weight((long) weight)
                .aliasTarget(target -> target.hostedZoneId("Z32O12XQLNTSW2")
                        .dnsName(ground.account().balancerDns())
                        .evaluateTargetHealth(false))
                .build()));
    }

    /** A record of somebody else's without a weight. */
    void plain() {
        change(upsert(ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .ttl(60L)
                .resourceRecords(value -> value.value("192.0.2.1"))
                .build()));
    }

    /** Deletes all that there is. */
    void clear() {
        change(sets().stream()
                .map(set -> Change.builder()
                        .action(ChangeAction.DELETE)
                        .resourceRecordSet(set)
                        .build())
                .toArray(Change[]::new));
    }

    private LoadBalancer balancer(String environment) {
        String arn = new Rules(ground.aws()).loadBalancer(environment);
        return done(ground.region()
                        .readBalancing(
                                Lane.SWEEP,
                                "DescribeLoadBalancers",
                                client -> client.describeLoadBalancers(request -> request.loadBalancerArns(arn))))
                .loadBalancers()
                .getFirst();
    }

    private static ResourceRecordSet alias(String identifier, int weight, LoadBalancer balancer) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .setIdentifier(identifier)
                .weight((long) weight)
                .aliasTarget(target -> target.hostedZoneId(balancer.canonicalHostedZoneId())
                        .dnsName(balancer.dnsName())
                        .evaluateTargetHealth(false))
                .build();
    }

    private static Change upsert(ResourceRecordSet set) {
        return Change.builder()
                .action(ChangeAction.UPSERT)
                .resourceRecordSet(set)
                .build();
    }

    private void change(Change... changes) {
        done(ground.region()
                .changeRecords(
                        Lane.SWEEP,
                        "ChangeResourceRecordSets",
                        client -> client.changeResourceRecordSets(request -> request.hostedZoneId(ground.zone())
                                .changeBatch(batch -> batch.changes(Arrays.asList(changes))))));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
