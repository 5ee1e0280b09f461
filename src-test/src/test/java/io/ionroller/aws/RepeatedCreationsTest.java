package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;

/** Balancers and listeners that are asked for again. */
final class RepeatedCreationsTest extends AwsTest {

    @Test
    void makesTheSameBalancerAndListenerOnlyOnce() {
        String balancer = balancer();
        assertThat(balancer()).isEqualTo(balancer);
        assertThat(code(aws.balancing()
                        .createLoadBalancer(request ->
                                request.name("second").scheme("internal").subnets(account.subnets()))))
                .isEqualTo("DuplicateLoadBalancerName");
        String blue = targetGroup("blue");
        String listener = listener(balancer, blue).join().listeners().getFirst().listenerArn();
        assertThat(listener(balancer, blue).join().listeners().getFirst().listenerArn())
                .isEqualTo(listener);
        assertThat(code(listener(balancer, targetGroup("green")))).isEqualTo("DuplicateListener");
    }

    private CompletableFuture<CreateListenerResponse> listener(String balancer, String targetGroup) {
        return aws.balancing()
                .createListener(request -> request.loadBalancerArn(balancer)
                        .port(80)
                        .protocol("HTTP")
                        .defaultActions(action -> action.type("forward").targetGroupArn(targetGroup)));
    }

    private String balancer() {
        return aws.balancing()
                .createLoadBalancer(request ->
                        request.name("second").subnets(account.subnets()).securityGroups(account.securityGroup()))
                .join()
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }
}
