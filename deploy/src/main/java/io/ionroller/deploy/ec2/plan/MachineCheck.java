package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.Machine;
import io.ionroller.engine.platform.PlanAspect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Whether instances can be what the settings say: machine image, types in the zones of the subnets, key pair. */
final class MachineCheck {

    private final AwsRegion region;
    private final Machine machine;
    private final CompletionStage<Set<String>> zones;
    private final CompletionStage<List<InstanceTypeInfo>> types;
    private final CompletionStage<String> ami;

    MachineCheck(Subject subject, NetworkCheck network) {
        this.region = subject.region();
        this.machine = subject.settings().machine();
        this.zones = network.zones();
        this.types = types(region, machine.instanceTypes());
        this.ami = subject.resolution().ami(machine.ami());
    }

    /** What AWS says of those of the types that it knows. Not everything that speaks its API heeds the filter. */
    static CompletionStage<List<InstanceTypeInfo>> types(AwsRegion region, List<String> names) {
        return Pages.all(
                "DescribeInstanceTypes",
                token -> region.readCompute(
                                Lane.CREATE,
                                "DescribeInstanceTypes",
                                client -> client.describeInstanceTypes(
                                        request -> request.filters(NetworkCheck.filter("instance-type", names))
                                                .nextToken(token)))
                        .thenApply(page -> new Page<>(
                                page.instanceTypes().stream()
                                        .filter(type -> names.contains(type.instanceTypeAsString()))
                                        .toList(),
                                page.nextToken())));
    }

    /** Of the preferred type; empty where it is not known. */
    CompletionStage<Optional<Integer>> vcpus() {
        String preferred = machine.instanceTypes().getFirst();
        return types.thenApply(found -> found.stream()
                        .filter(type -> preferred.equals(type.instanceTypeAsString()))
                        .map(type -> type.vCpuInfo().defaultVCpus())
                        .findFirst())
                .exceptionally(unread -> Optional.empty());
    }

    /** The id of the machine image, for a sentence. */
    CompletionStage<String> amiText() {
        return ami.exceptionally(unread -> "an unknown AMI");
    }

    CompletionStage<Part> check() {
        return Part.all(List.of(
                image(),
                Part.orUnknown("instance_type", "whether the instance types are offered", offered()),
                Part.orUnknown("key_name", "the key pair", keyPair())));
    }

    private CompletionStage<Part> image() {
        return ami.thenCompose(id -> Part.orUnknown("ami", "the machine image", described(id))
                        .thenApply(part -> part.and(Part.fact(PlanAspect.MACHINE, id))))
                .exceptionally(thrown -> Part.ofNeeded("ami", thrown));
    }

    private CompletionStage<Part> described(String id) {
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeImages",
                        client -> client.describeImages(
                                request -> request.filters(NetworkCheck.filter("image-id", List.of(id)))))
                .thenCompose(found -> found.images().stream()
                        .filter(image -> id.equals(image.imageId()))
                        .findFirst()
                        .map(this::usable)
                        .orElseGet(() -> CompletableFuture.completedStage(Part.blocking(
                                "ami", id + " is not there, or may not be used", "an AMI of this region"))));
    }

    private CompletionStage<Part> usable(Image image) {
        if (image.state() != ImageState.AVAILABLE) {
            return CompletableFuture.completedStage(
                    Part.blocking("ami", image.imageId() + " is " + image.stateAsString(), "an available AMI"));
        }
        return types.thenApply(known -> known.stream()
                        .filter(type -> !type.processorInfo()
                                .supportedArchitecturesAsStrings()
                                .contains(image.architectureAsString()))
                        .map(type -> Part.blocking(
                                "ami",
                                image.imageId() + " is for " + image.architectureAsString() + ", "
                                        + type.instanceTypeAsString() + " is not",
                                "an AMI for "
                                        + String.join(
                                                " or ", type.processorInfo().supportedArchitecturesAsStrings())))
                        .reduce(Part.NONE, Part::and))
                .exceptionally(unread -> Part.NONE);
    }

    private CompletionStage<Part> offered() {
        return Pages.all(
                        "DescribeInstanceTypeOfferings",
                        token -> region.readCompute(
                                        Lane.CREATE,
                                        "DescribeInstanceTypeOfferings",
                                        client -> client.describeInstanceTypeOfferings(request -> request.locationType(
                                                        LocationType.AVAILABILITY_ZONE)
                                                .filters(NetworkCheck.filter("instance-type", machine.instanceTypes()))
                                                .nextToken(token)))
                                .thenApply(page -> new Page<>(page.instanceTypeOfferings(), page.nextToken())))
                .thenCombine(zones, this::offeredIn);
    }

    private Part offeredIn(List<InstanceTypeOffering> offers, Set<String> inZones) {
        Part part = Part.NONE;
        Set<String> served = offers.stream()
                .filter(offer -> machine.instanceTypes().contains(offer.instanceTypeAsString()))
                .map(InstanceTypeOffering::location)
                .collect(Collectors.toSet());
        Set<String> without = new TreeSet<>(inZones);
        without.removeAll(served);
        String field = machine.instanceTypes().size() == 1 ? "instance_type" : "instance_types";
        if (!inZones.isEmpty() && without.size() == inZones.size()) {
            return Part.blocking(
                    field,
                    String.join(", ", machine.instanceTypes()) + " is offered in none of " + inZones,
                    "an instance type that is offered in the zones of the subnets");
        }
        if (!without.isEmpty()) {
            part = Part.warning(
                    field,
                    "none of the types is offered in " + without,
                    "a type for these zones, or no subnet in them");
        }
        return part;
    }

    private CompletionStage<Part> keyPair() {
        Optional<String> name = machine.keyName();
        if (name.isEmpty()) {
            return CompletableFuture.completedStage(Part.NONE);
        }
        return region.readCompute(
                        Lane.CREATE,
                        "DescribeKeyPairs",
                        client -> client.describeKeyPairs(request -> request.keyNames(List.of(name.get()))))
                .thenApply(found -> Part.NONE)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "InvalidKeyPair.NotFound")
                        ? CompletableFuture.completedStage(Part.blocking(
                                "key_name", "there is no key pair " + name.get(), "a key pair of this region"))
                        : CompletableFuture.failedStage(thrown));
    }
}
