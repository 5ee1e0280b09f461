package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/** ECR, to read images from; {@link RegistryChanges} puts them there. */
public final class ContainerRegistry {

    private ContainerRegistry() {}

    public static Actions actions() {
        Actions actions = new Actions()
                .on(DescribeImagesRequest.class, ContainerRegistry::describe)
                .on(BatchGetImageRequest.class, ContainerRegistry::batchGet)
                .on(GetAuthorizationTokenRequest.class, (call, _) -> token(call));
        RegistryChanges.addTo(actions);
        return actions;
    }

    private static List<ImageDetail> images(Call call, String repository) {
        List<ImageDetail> images = call.region().shelf().images.all(call).stream()
                .filter(image -> image.repositoryName().equals(repository))
                .toList();
        if (images.isEmpty()
                && call.region().shelf().repositories.get(repository).isEmpty()) {
            throw noRepository(call, repository);
        }
        return images;
    }

    static Refusal noRepository(Call call, String repository) {
        return new Refusal(
                "RepositoryNotFoundException",
                "The repository with name '" + repository + "' does not exist in the registry with id '"
                        + call.account().id() + "'");
    }

    private static Optional<ImageDetail> find(List<ImageDetail> images, ImageIdentifier wanted) {
        return images.stream()
                .filter(image ->
                        wanted.imageDigest() == null || wanted.imageDigest().equals(image.imageDigest()))
                .filter(image -> wanted.imageTag() == null || image.imageTags().contains(wanted.imageTag()))
                .findFirst();
    }

    private static SdkPojo describe(Call call, DescribeImagesRequest request) {
        List<ImageDetail> images = images(call, request.repositoryName());
        List<ImageDetail> found = request.imageIds().isEmpty()
                ? images
                : request.imageIds().stream()
                        .map(wanted -> find(images, wanted)
                                .orElseThrow(() -> new Refusal(
                                        "ImageNotFoundException",
                                        "The image with imageId {imageDigest:'" + wanted.imageDigest()
                                                + "', imageTag:'" + wanted.imageTag()
                                                + "'} does not exist within the repository with name '"
                                                + request.repositoryName() + "'")))
                        .toList();
        Page<ImageDetail> page = Page.of(
                found,
                new Page.Wish(request.nextToken(), request.maxResults(), 100),
                ImageDetail::imageDigest,
                "InvalidParameterException");
        return DescribeImagesResponse.builder()
                .imageDetails(page.items())
                .nextToken(page.next())
                .build();
    }

    private static SdkPojo batchGet(Call call, BatchGetImageRequest request) {
        List<ImageDetail> images = images(call, request.repositoryName());
        List<Image> found = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier wanted : request.imageIds()) {
            find(images, wanted)
                    .ifPresentOrElse(
                            image -> found.add(image(image, wanted)),
                            () -> failures.add(ImageFailure.builder()
                                    .imageId(wanted)
                                    .failureCode(ImageFailureCode.IMAGE_NOT_FOUND)
                                    .failureReason("Requested image not found")
                                    .build()));
        }
        return BatchGetImageResponse.builder().images(found).failures(failures).build();
    }

    private static Image image(ImageDetail image, ImageIdentifier wanted) {
        return Image.builder()
                .registryId(image.registryId())
                .repositoryName(image.repositoryName())
                .imageId(wanted.toBuilder().imageDigest(image.imageDigest()).build())
                .imageManifest("{\"schemaVersion\":2,\"mediaType\":\"" + image.imageManifestMediaType() + "\"}")
                .imageManifestMediaType(image.imageManifestMediaType())
                .build();
    }

    private static SdkPojo token(Call call) {
        String password = call.cloud().ids().hex(64);
        String token = Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8));
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(AuthorizationData.builder()
                        .authorizationToken(token)
                        .expiresAt(call.now().plus(Duration.ofHours(12)))
                        .proxyEndpoint("https://" + call.account().id() + ".dkr.ecr."
                                + call.region().name() + ".amazonaws.com")
                        .build())
                .build();
    }
}
