package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.OwnBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** The requests that make an environment's own balancer. */
final class LoadBalancerRequests {

    private LoadBalancerRequests() {}

    static CreateLoadBalancerRequest create(EnvironmentRequests requests, OwnBalancer own) {
        CreateLoadBalancerRequest.Builder request = CreateLoadBalancerRequest.builder()
                .name(requests.names().loadBalancer())
                .type(LoadBalancerTypeEnum.APPLICATION)
                .scheme(own.scheme())
                .subnets(own.subnetsIn(requests.settings().network()))
                .tags(requests.balancingTags());
        if (!own.securityGroups().isEmpty()) {
            request.securityGroups(own.securityGroups());
        }
        return request.build();
    }

    static CreateListenerRequest listener(
            EnvironmentRequests requests, OwnBalancer own, String loadBalancerArn, String targetGroupArn) {
        CreateListenerRequest.Builder request = CreateListenerRequest.builder()
                .loadBalancerArn(loadBalancerArn)
                .port(own.port())
                .protocol(own.protocol())
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(targetGroupArn)
                        .build())
                .tags(requests.balancingTags());
        own.certificate()
                .ifPresent(arn -> request.certificates(
                        Certificate.builder().certificateArn(arn.toString()).build()));
        own.sslPolicy().ifPresent(request::sslPolicy);
        return request.build();
    }
}
