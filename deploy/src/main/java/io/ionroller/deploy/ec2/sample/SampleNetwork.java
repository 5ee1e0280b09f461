package io.ionroller.deploy.ec2.sample;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;

/** A network of its own with a balancer, whose listener answers 404 to what no rule knows. */
final class SampleNetwork {

    private static final String NAME = "ionroller-demo";
    private static final String RANGE = "10.73.0.0/16";
    private static final int ZONES = 2;

    private final AwsRegion aws;
    private final BiConsumer<String, Runnable> undo;

    SampleNetwork(AwsRegion aws, BiConsumer<String, Runnable> undo) {
        this.aws = aws;
        this.undo = undo;
    }

    /** Makes a VPC; answers its id. */
    String vpc() {
        String id = Answers.of(aws.changeCompute(
                        Lane.CREATE, "CreateVpc", client -> client.createVpc(request -> request.cidrBlock(RANGE))))
                .vpc()
                .vpcId();
        undo.accept(
                "VPC " + id,
                () -> Answers.of(aws.changeCompute(
                        Lane.CREATE, "DeleteVpc", client -> client.deleteVpc(request -> request.vpcId(id)))));
        return id;
    }

    /** Makes a subnet in each of two zones, as many as a balancer needs; answers their ids. */
    List<String> subnets(String vpc) {
        List<String> zones = Answers.of(aws.readCompute(
                        Lane.CREATE, "DescribeAvailabilityZones", client -> client.describeAvailabilityZones()))
                .availabilityZones()
                .stream()
                .map(AvailabilityZone::zoneName)
                .limit(ZONES)
                .toList();
        List<String> subnets = new ArrayList<>();
        for (String zone : zones) {
            String range = "10.73." + subnets.size() + ".0/24";
            subnets.add(subnet(vpc, zone, range));
        }
        return subnets;
    }

    private String subnet(String vpc, String zone, String range) {
        String id = Answers.of(aws.changeCompute(
                        Lane.CREATE,
                        "CreateSubnet",
                        client -> client.createSubnet(request ->
                                request.vpcId(vpc).availabilityZone(zone).cidrBlock(range))))
                .subnet()
                .subnetId();
        undo.accept(
                "subnet " + id,
                () -> Answers.of(aws.changeCompute(
                        Lane.CREATE, "DeleteSubnet", client -> client.deleteSubnet(request -> request.subnetId(id)))));
        return id;
    }

    /** Makes a balancer with a listener; answers the listener's ARN. */
    String listener(List<String> subnets) {
        String balancer = Answers.of(aws.changeBalancing(
                        Lane.CREATE,
                        "CreateLoadBalancer",
                        client -> client.createLoadBalancer(request -> request.name(NAME)
                                .scheme(LoadBalancerSchemeEnum.INTERNAL)
                                .subnets(subnets))))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        undo.accept(
                "load balancer " + balancer,
                () -> Answers.of(aws.changeBalancing(
                        Lane.CREATE,
                        "DeleteLoadBalancer",
                        client -> client.deleteLoadBalancer(request -> request.loadBalancerArn(balancer)))));
        return Answers.of(aws.changeBalancing(
                        Lane.CREATE,
                        "CreateListener",
                        client -> client.createListener(request -> request.loadBalancerArn(balancer)
                                .protocol("HTTP")
                                .port(80)
                                .defaultActions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                                        .fixedResponseConfig(answer -> answer.statusCode("404"))))))
                .listeners()
                .getFirst()
                .listenerArn();
    }
}
