package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** EC2's actions on networks. */
final class Ec2Network {

    private Ec2Network() {}

    static void addTo(Actions actions) {
        actions.on(CreateVpcRequest.class, Ec2Network::createVpc)
                .on(DescribeVpcsRequest.class, Ec2Network::describeVpcs)
                .on(DeleteVpcRequest.class, Ec2Network::deleteVpc)
                .on(DescribeAvailabilityZonesRequest.class, (call, _) -> zones(call))
                .on(DeleteSubnetRequest.class, Ec2Network::deleteSubnet)
                .on(CreateSubnetRequest.class, Ec2Network::createSubnet)
                .on(DescribeSubnetsRequest.class, Ec2Network::describeSubnets)
                .on(CreateSecurityGroupRequest.class, Ec2Network::createSecurityGroup)
                .on(DescribeSecurityGroupsRequest.class, Ec2Network::describeSecurityGroups);
    }

    static Vpc vpc(String id, String cidr, String owner) {
        return Vpc.builder()
                .vpcId(id)
                .cidrBlock(cidr)
                .state(VpcState.AVAILABLE)
                .ownerId(owner)
                .instanceTenancy(Tenancy.DEFAULT)
                .isDefault(false)
                .build();
    }

    static Subnet subnet(Region region, String id, String vpc, String zone, String cidr) {
        return Subnet.builder()
                .subnetId(id)
                .subnetArn(region.arn("ec2", "subnet/" + id))
                .vpcId(vpc)
                .availabilityZone(zone)
                .cidrBlock(cidr)
                .state(SubnetState.AVAILABLE)
                .ownerId(region.accountId())
                .availableIpAddressCount(251)
                .build();
    }

    private static SdkPojo createVpc(Call call, CreateVpcRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        String id = call.cloud().ids().resource("vpc");
        Vpc vpc = vpc(id, request.cidrBlock(), call.account().id());
        call.region().network().vpcs.put(id, vpc);
        Ec2Tags.put(call, id, "vpc", request.tagSpecifications());
        return CreateVpcResponse.builder()
                .vpc(vpc.toBuilder().tags(call.region().network().tagsOf(id)).build())
                .build();
    }

    private static SdkPojo describeVpcs(Call call, DescribeVpcsRequest request) {
        Ec2Listing<Vpc> listing = new Ec2Listing<>(
                call,
                call.region().network().vpcs,
                Vpc::vpcId,
                vpc -> Map.of("vpc-id", vpc.vpcId(), "cidr", vpc.cidrBlock(), "state", vpc.stateAsString()));
        Page<Vpc> page = listing.page(
                request.vpcIds(),
                request.filters(),
                request.nextToken(),
                request.maxResults(),
                "InvalidVpcID.NotFound");
        return DescribeVpcsResponse.builder()
                .vpcs(page.items().stream()
                        .map(vpc -> vpc.toBuilder()
                                .tags(call.region().network().tagsOf(vpc.vpcId()))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static SdkPojo createSubnet(Call call, CreateSubnetRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Network network = call.region().network();
        if (network.vpcs.get(request.vpcId()).isEmpty()) {
            throw notFound("InvalidVpcID.NotFound", "vpc", request.vpcId());
        }
        boolean taken = network.subnets.all().stream()
                .anyMatch(subnet -> subnet.vpcId().equals(request.vpcId())
                        && subnet.cidrBlock().equals(request.cidrBlock()));
        if (taken) {
            throw new Refusal(
                    "InvalidSubnet.Conflict", "The CIDR '" + request.cidrBlock() + "' conflicts with another subnet");
        }
        String zone = Optional.ofNullable(request.availabilityZone())
                .orElse(call.region().name() + "a");
        String id = call.cloud().ids().resource("subnet");
        Subnet subnet = subnet(call.region(), id, request.vpcId(), zone, request.cidrBlock());
        network.subnets.put(id, subnet);
        Ec2Tags.put(call, id, "subnet", request.tagSpecifications());
        return CreateSubnetResponse.builder()
                .subnet(subnet.toBuilder().tags(network.tagsOf(id)).build())
                .build();
    }

    private static SdkPojo zones(Call call) {
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(Stream.of("a", "b", "c")
                        .map(letter -> AvailabilityZone.builder()
                                .zoneName(call.region().name() + letter)
                                .regionName(call.region().name())
                                .state(AvailabilityZoneState.AVAILABLE)
                                .build())
                        .toList())
                .build();
    }

    private static SdkPojo deleteVpc(Call call, DeleteVpcRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Network network = call.region().network();
        if (network.vpcs.get(request.vpcId()).isEmpty()) {
            throw notFound("InvalidVpcID.NotFound", "vpc", request.vpcId());
        }
        if (network.subnets.all().stream().anyMatch(subnet -> subnet.vpcId().equals(request.vpcId()))) {
            throw new Refusal(
                    "DependencyViolation", "The vpc '" + request.vpcId() + "' has dependencies and cannot be deleted.");
        }
        network.vpcs.remove(request.vpcId());
        return DeleteVpcResponse.builder().build();
    }

    private static SdkPojo deleteSubnet(Call call, DeleteSubnetRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Network network = call.region().network();
        if (network.subnets.get(request.subnetId()).isEmpty()) {
            throw notFound("InvalidSubnetID.NotFound", "subnet", request.subnetId());
        }
        network.subnets.remove(request.subnetId());
        return DeleteSubnetResponse.builder().build();
    }

    static Refusal notFound(String code, String what, String id) {
        return new Refusal(code, "The " + what + " ID '" + id + "' does not exist");
    }

    private static SdkPojo describeSubnets(Call call, DescribeSubnetsRequest request) {
        Ec2Listing<Subnet> listing = new Ec2Listing<>(
                call,
                call.region().network().subnets,
                Subnet::subnetId,
                subnet -> Map.of(
                        "subnet-id", subnet.subnetId(),
                        "vpc-id", subnet.vpcId(),
                        "availability-zone", subnet.availabilityZone()));
        Page<Subnet> page = listing.page(
                request.subnetIds(),
                request.filters(),
                request.nextToken(),
                request.maxResults(),
                "InvalidSubnetID.NotFound");
        return DescribeSubnetsResponse.builder()
                .subnets(page.items().stream()
                        .map(subnet -> subnet.toBuilder()
                                .tags(call.region().network().tagsOf(subnet.subnetId()))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static SdkPojo createSecurityGroup(Call call, CreateSecurityGroupRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Network network = call.region().network();
        if (network.vpcs.get(String.valueOf(request.vpcId())).isEmpty()) {
            throw notFound("InvalidVpcID.NotFound", "vpc", request.vpcId());
        }
        List<SecurityGroup> same = network.securityGroups.all().stream()
                .filter(group -> group.groupName().equals(request.groupName())
                        && group.vpcId().equals(request.vpcId()))
                .toList();
        if (!same.isEmpty()) {
            throw new Refusal(
                    "InvalidGroup.Duplicate",
                    "The security group '" + request.groupName() + "' already exists for VPC '" + request.vpcId()
                            + "'");
        }
        String id = call.cloud().ids().resource("sg");
        SecurityGroup group = SecurityGroup.builder()
                .groupId(id)
                .groupName(request.groupName())
                .description(request.description())
                .vpcId(request.vpcId())
                .ownerId(call.account().id())
                .build();
        network.securityGroups.put(id, group);
        Ec2Tags.put(call, id, "security-group", request.tagSpecifications());
        return CreateSecurityGroupResponse.builder()
                .groupId(id)
                .securityGroupArn(call.arn("ec2", "security-group/" + id))
                .tags(network.tagsOf(id))
                .build();
    }

    private static SdkPojo describeSecurityGroups(Call call, DescribeSecurityGroupsRequest request) {
        Ec2Listing<SecurityGroup> listing = new Ec2Listing<>(
                call,
                call.region().network().securityGroups,
                SecurityGroup::groupId,
                group -> Map.of("group-id", group.groupId(), "group-name", group.groupName(), "vpc-id", group.vpcId()));
        Page<SecurityGroup> page = listing.page(
                request.groupIds(),
                request.filters(),
                request.nextToken(),
                request.maxResults(),
                "InvalidGroup.NotFound");
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items().stream()
                        .map(group -> group.toBuilder()
                                .tags(call.region().network().tagsOf(group.groupId()))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }
}
