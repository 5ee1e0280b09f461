package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** EC2's actions on instances and their types. */
final class Ec2Instances {

    private Ec2Instances() {}

    static void addTo(Actions actions) {
        actions.on(DescribeInstancesRequest.class, Ec2Instances::describe)
                .on(TerminateInstancesRequest.class, Ec2Instances::terminate)
                .on(GetConsoleOutputRequest.class, Ec2Instances::console)
                .on(DescribeInstanceTypesRequest.class, (_, request) -> types(request))
                .on(DescribeInstanceTypeOfferingsRequest.class, Ec2Instances::offerings);
    }

    private static SdkPojo describe(Call call, DescribeInstancesRequest request) {
        Ec2Listing<Machine> listing = new Ec2Listing<>(
                call,
                call.region().machines().machines,
                machine -> machine.instance().instanceId(),
                machine -> Map.of(
                        "instance-state-name", machine.state().toString(),
                        "instance-id", machine.instance().instanceId(),
                        "vpc-id", machine.instance().vpcId(),
                        "subnet-id", machine.instance().subnetId(),
                        "image-id", machine.instance().imageId(),
                        "instance-type", machine.instance().instanceTypeAsString(),
                        "availability-zone", machine.instance().placement().availabilityZone(),
                        "private-ip-address", machine.instance().privateIpAddress()));
        Page<Machine> page = listing.page(
                request.instanceIds(),
                request.filters(),
                request.nextToken(),
                request.maxResults(),
                "InvalidInstanceID.NotFound");
        return DescribeInstancesResponse.builder()
                .reservations(page.items().stream()
                        .map(machine -> reservation(call, machine))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static Reservation reservation(Call call, Machine machine) {
        String id = machine.instance().instanceId();
        return Reservation.builder()
                .reservationId(id.replace("i-", "r-"))
                .ownerId(call.account().id())
                .instances(machine.instance().toBuilder()
                        .tags(call.region().network().tagsOf(id))
                        .build())
                .build();
    }

    private static Machine machine(Call call, String id) {
        return call.region()
                .machines()
                .machines
                .get(id)
                .orElseThrow(
                        () -> new Refusal("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist"));
    }

    private static SdkPojo terminate(Call call, TerminateInstancesRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        request.instanceIds().forEach(id -> machine(call, id));
        List<InstanceStateChange> changes = new ArrayList<>();
        for (String id : request.instanceIds()) {
            Machine before = machine(call, id);
            call.region().machines().terminate(id);
            changes.add(InstanceStateChange.builder()
                    .instanceId(id)
                    .previousState(before.instance().state())
                    .currentState(machine(call, id).instance().state())
                    .build());
        }
        return TerminateInstancesResponse.builder()
                .terminatingInstances(changes)
                .build();
    }

    private static SdkPojo console(Call call, GetConsoleOutputRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Machine machine = machine(call, request.instanceId());
        String text = machine.fate().console().orElse("Linux version 6.1\ncloud-init: finished\n");
        return GetConsoleOutputResponse.builder()
                .instanceId(request.instanceId())
                .timestamp(call.now())
                .output(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static SdkPojo types(DescribeInstanceTypesRequest request) {
        for (String type : request.instanceTypesAsStrings()) {
            if (!InstanceTypes.exists(type)) {
                throw new Refusal(
                        "InvalidInstanceType", "The following supplied instance types do not exist: [" + type + "]");
            }
        }
        List<String> names = InstanceTypes.names().stream()
                .filter(type -> request.instanceTypes().isEmpty()
                        || request.instanceTypesAsStrings().contains(type))
                .toList();
        Page<String> page = Page.of(
                names, new Page.Wish(request.nextToken(), request.maxResults(), 100), name -> name, "InvalidNextToken");
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(page.items().stream().map(InstanceTypes::info).toList())
                .nextToken(page.next())
                .build();
    }

    /** Every type is offered in the zones a, b and c. */
    private static SdkPojo offerings(Call call, DescribeInstanceTypeOfferingsRequest request) {
        LocationType by = Objects.requireNonNullElse(request.locationType(), LocationType.REGION);
        String region = call.region().name();
        List<String> places =
                by == LocationType.REGION ? List.of(region) : List.of(region + "a", region + "b", region + "c");
        List<InstanceTypeOffering> all = InstanceTypes.names().stream()
                .flatMap(type -> places.stream()
                        .map(place -> InstanceTypeOffering.builder()
                                .instanceType(type)
                                .locationType(by)
                                .location(place)
                                .build()))
                .filter(offering -> request.filters().stream()
                        .allMatch(filter -> filter.values()
                                .contains(
                                        switch (filter.name()) {
                                            case "instance-type" -> offering.instanceTypeAsString();
                                            case "location" -> offering.location();
                                            default ->
                                                throw new Refusal(
                                                        "InvalidParameterValue",
                                                        "The filter '" + filter.name() + "' is invalid");
                                        })))
                .toList();
        Page<InstanceTypeOffering> page = Page.of(
                all,
                new Page.Wish(request.nextToken(), request.maxResults(), 1000),
                offering -> offering.instanceTypeAsString() + offering.location(),
                "InvalidNextToken");
        return DescribeInstanceTypeOfferingsResponse.builder()
                .instanceTypeOfferings(page.items())
                .nextToken(page.next())
                .build();
    }
}
