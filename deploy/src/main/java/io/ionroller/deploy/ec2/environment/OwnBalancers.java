package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.template.EnvironmentRequests;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;

/**
 * The load balancers of environments that share none. A balancer takes some minutes until it serves; until then its environment gets
 * no instances, which would only cost and could not become healthy. Never blocks; thread-safe. What is remembered only saves calls.
 */
final class OwnBalancers {

    private final AwsRegion region;
    private final Making making;
    /** ARNs of balancers that have been made, with their listener, and may not serve yet. */
    private final Map<EnvironmentId, String> made = new ConcurrentHashMap<>();

    OwnBalancers(AwsRegion region, Making making) {
        this.region = region;
        this.making = making;
    }

    /**
     * Makes what is missing of the environment's balancer, if it is to have one.
     *
     * @return whether instances may come; otherwise it is to be called again
     */
    CompletionStage<Boolean> ready(EnvironmentRequests requests, String targetGroupArn) {
        EnvironmentId id = requests.spec().id();
        return requests.loadBalancer()
                .map(request -> Optional.ofNullable(made.get(id))
                        .<CompletionStage<String>>map(CompletableFuture::completedStage)
                        .orElseGet(() -> making.loadBalancer(request, id)
                                .thenCompose(arn -> making.listener(requests.listener(arn, targetGroupArn))
                                        .thenApply(done -> arn)))
                        .thenCompose(arn -> serves(id, arn)))
                .orElseGet(() -> CompletableFuture.completedStage(true));
    }

    /** The environment ends. */
    void forget(EnvironmentId id) {
        made.remove(id);
    }

    private CompletionStage<Boolean> serves(EnvironmentId id, String arn) {
        made.put(id, arn);
        return region.readBalancing(
                        Lane.CREATE,
                        "DescribeLoadBalancers",
                        client -> client.describeLoadBalancers(find -> find.loadBalancerArns(arn)))
                .thenApply(found -> {
                    Optional<LoadBalancer> seen = found.loadBalancers().stream().findFirst();
                    boolean serves = seen.filter(OwnBalancers::serves).isPresent();
                    if (serves || seen.isEmpty()) {
                        made.remove(id);
                    }
                    return serves;
                })
                .exceptionallyCompose(thrown -> {
                    made.remove(id);
                    // What was made a moment ago may not be visible yet; what was removed is made again.
                    return AwsFailure.has(thrown, "LoadBalancerNotFound")
                            ? CompletableFuture.completedStage(false)
                            : CompletableFuture.failedStage(thrown);
                });
    }

    private static boolean serves(LoadBalancer balancer) {
        LoadBalancerStateEnum state = balancer.state().code();
        if (state == LoadBalancerStateEnum.FAILED) {
            throw new PlatformException(
                    Kind.TERMINAL,
                    "the load balancer " + balancer.loadBalancerName() + " could not be set up: "
                            + balancer.state().reason());
        }
        return state == LoadBalancerStateEnum.ACTIVE || state == LoadBalancerStateEnum.ACTIVE_IMPAIRED;
    }
}
