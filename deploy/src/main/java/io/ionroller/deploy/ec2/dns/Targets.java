package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.model.AliasTarget;

/** The balancers of environments, which are looked up once: what is asked of them never changes. Never blocks; thread-safe. */
public final class Targets {

    private final AwsRegion region;
    private final Installation installation;
    private final Map<EnvironmentId, LoadBalancer> known = new ConcurrentHashMap<>();

    public Targets(AwsRegion region, Installation installation) {
        this.region = region;
        this.installation = installation;
    }

    /**
     * Where the records of these environments lead; fails as RETRYABLE when a balancer is not there.
     *
     * @param evaluateHealth whether a record counts as absent when its target is unhealthy
     */
    CompletionStage<Map<EnvironmentId, AliasTarget>> aliases(
            Collection<EnvironmentId> environments, boolean evaluateHealth, Lane lane) {
        List<EnvironmentId> all = List.copyOf(environments);
        return Pages.each(all, environment -> find(environment, lane)).thenApply(found -> {
            Map<EnvironmentId, AliasTarget> aliases = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                EnvironmentId environment = all.get(i);
                LoadBalancer balancer = found.get(i).orElseThrow(() -> missing(environment));
                aliases.put(environment, alias(balancer, evaluateHealth));
            }
            return aliases;
        });
    }

    private static AliasTarget alias(LoadBalancer balancer, boolean evaluateHealth) {
        return AliasTarget.builder()
                .hostedZoneId(balancer.canonicalHostedZoneId())
                .dnsName(balancer.dnsName())
                .evaluateTargetHealth(evaluateHealth)
                .build();
    }

    /** The balancer of an environment; empty when it is not there. */
    CompletionStage<Optional<LoadBalancer>> find(EnvironmentId environment, Lane lane) {
        LoadBalancer before = known.get(environment);
        return before != null
                ? CompletableFuture.completedStage(Optional.of(before))
                : described(ResourceNames.of(installation, environment).loadBalancer(), lane)
                        .thenApply(found -> {
                            found.ifPresent(balancer -> known.put(environment, balancer));
                            return found;
                        });
    }

    private CompletionStage<Optional<LoadBalancer>> described(String name, Lane lane) {
        return region.readBalancing(
                        lane, "DescribeLoadBalancers", client -> client.describeLoadBalancers(find -> find.names(name)))
                .thenApply(answer -> answer.loadBalancers().stream().findFirst())
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "LoadBalancerNotFound")
                        ? CompletableFuture.completedStage(Optional.empty())
                        : CompletableFuture.failedStage(thrown));
    }

    private static PlatformException missing(EnvironmentId environment) {
        return new PlatformException(
                Kind.RETRYABLE,
                environment + " has no load balancer of its own that a record could lead to; environments without one"
                        + " (made before load_balancer.own was configured) cannot get traffic by records");
    }

    /** The environment ends, or is made once more. */
    void forget(EnvironmentId environment) {
        known.remove(environment);
    }
}
