package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;

/** EC2's actions on machine images and key pairs. */
final class Ec2Images {

    private Ec2Images() {}

    static void addTo(Actions actions) {
        actions.on(DescribeImagesRequest.class, Ec2Images::describe)
                .on(RegisterImageRequest.class, Ec2Images::register)
                .on(DeregisterImageRequest.class, Ec2Images::deregister)
                .on(DescribeKeyPairsRequest.class, Ec2Images::keyPairs);
    }

    private static SdkPojo describe(Call call, DescribeImagesRequest request) {
        Ec2Listing<Image> listing = new Ec2Listing<>(
                call,
                call.region().network().images,
                Image::imageId,
                image -> Map.of(
                        "image-id", image.imageId(),
                        "name", image.name(),
                        "state", image.stateAsString(),
                        "architecture", image.architectureAsString()));
        Page<Image> page = listing.page(
                request.imageIds(),
                request.filters(),
                request.nextToken(),
                request.maxResults(),
                "InvalidAMIID.NotFound");
        return DescribeImagesResponse.builder()
                .images(page.items().stream()
                        .map(image -> image.toBuilder()
                                .tags(call.region().network().tagsOf(image.imageId()))
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static SdkPojo deregister(Call call, DeregisterImageRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Network network = call.region().network();
        if (network.images.get(request.imageId()).isEmpty()) {
            throw new Refusal("InvalidAMIID.NotFound", "The image id '[" + request.imageId() + "]' does not exist");
        }
        network.images.remove(request.imageId());
        return DeregisterImageResponse.builder().build();
    }

    private static SdkPojo register(Call call, RegisterImageRequest request) {
        Ec2Tags.stopDryRun(request.dryRun());
        Network network = call.region().network();
        if (network.images.all().stream().anyMatch(image -> image.name().equals(request.name()))) {
            throw new Refusal(
                    "InvalidAMIName.Duplicate", "AMI name " + request.name() + " is already in use by this account");
        }
        String id = call.cloud().ids().resource("ami");
        Image image = Image.builder()
                .imageId(id)
                .name(request.name())
                .description(request.description())
                .state(ImageState.AVAILABLE)
                .architecture(Objects.requireNonNullElse(request.architectureAsString(), "x86_64"))
                .imageType("machine")
                .ownerId(call.account().id())
                .publicLaunchPermissions(false)
                .rootDeviceName(request.rootDeviceName())
                .rootDeviceType("ebs")
                .virtualizationType(Objects.requireNonNullElse(request.virtualizationType(), "hvm"))
                .creationDate(call.now().toString())
                .build();
        network.images.put(id, image);
        Ec2Tags.put(call, id, "image", request.tagSpecifications());
        return RegisterImageResponse.builder().imageId(id).build();
    }

    private static SdkPojo keyPairs(Call call, DescribeKeyPairsRequest request) {
        Network network = call.region().network();
        for (String name : request.keyNames()) {
            if (network.keyPairs.get(name, call).isEmpty()) {
                throw new Refusal("InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist");
            }
        }
        List<KeyPairInfo> all = network.keyPairs.all(call).stream()
                .filter(pair ->
                        request.keyNames().isEmpty() || request.keyNames().contains(pair.keyName()))
                .toList();
        return DescribeKeyPairsResponse.builder().keyPairs(all).build();
    }
}
