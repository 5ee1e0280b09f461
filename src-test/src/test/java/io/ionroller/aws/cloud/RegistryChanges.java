package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.Repository;

/** ECR, to put images into. Layers are not looked for. */
final class RegistryChanges {

    private RegistryChanges() {}

    static void addTo(Actions actions) {
        actions.on(CreateRepositoryRequest.class, RegistryChanges::create)
                .on(DescribeRepositoriesRequest.class, RegistryChanges::describe)
                .on(PutImageRequest.class, RegistryChanges::put)
                .on(DeleteRepositoryRequest.class, RegistryChanges::delete);
    }

    private static SdkPojo create(Call call, CreateRepositoryRequest request) {
        String name = request.repositoryName();
        if (call.region().shelf().repositories.get(name).isPresent()) {
            throw new Refusal(
                    "RepositoryAlreadyExistsException",
                    "The repository with name '" + name + "' already exists in the registry with id '"
                            + call.account().id() + "'");
        }
        Repository repository = Repository.builder()
                .repositoryName(name)
                .registryId(call.account().id())
                .repositoryArn(call.region().arn("ecr", "repository/" + name))
                .repositoryUri(call.account().id() + ".dkr.ecr." + call.region().name() + ".amazonaws.com/" + name)
                .createdAt(call.now())
                .build();
        call.region().shelf().repositories.put(name, repository);
        return CreateRepositoryResponse.builder().repository(repository).build();
    }

    private static Repository repository(Call call, String name) {
        return call.region()
                .shelf()
                .repositories
                .get(name)
                .orElseThrow(() -> ContainerRegistry.noRepository(call, name));
    }

    private static SdkPojo describe(Call call, DescribeRepositoriesRequest request) {
        List<Repository> repositories = request.repositoryNames().isEmpty()
                ? List.copyOf(call.region().shelf().repositories.all())
                : request.repositoryNames().stream()
                        .map(name -> repository(call, name))
                        .toList();
        return DescribeRepositoriesResponse.builder().repositories(repositories).build();
    }

    private static SdkPojo put(Call call, PutImageRequest request) {
        Repository repository = repository(call, request.repositoryName());
        String digest = "sha256:" + sha256(request.imageManifest());
        String key = repository.repositoryName() + "@" + digest;
        List<String> tags = Stream.concat(
                        call.region().shelf().images.get(key).map(ImageDetail::imageTags).orElse(List.of()).stream(),
                        Stream.ofNullable(request.imageTag()))
                .distinct()
                .toList();
        ImageDetail image = ImageDetail.builder()
                .registryId(call.account().id())
                .repositoryName(repository.repositoryName())
                .imageDigest(digest)
                .imageTags(tags)
                .imageSizeInBytes((long) request.imageManifest().length())
                .imagePushedAt(call.now())
                .imageManifestMediaType(request.imageManifestMediaType())
                .build();
        call.region().shelf().images.put(key, image);
        return PutImageResponse.builder()
                .image(Image.builder()
                        .registryId(call.account().id())
                        .repositoryName(repository.repositoryName())
                        .imageId(ImageIdentifier.builder()
                                .imageDigest(digest)
                                .imageTag(request.imageTag())
                                .build())
                        .imageManifest(request.imageManifest())
                        .build())
                .build();
    }

    private static SdkPojo delete(Call call, DeleteRepositoryRequest request) {
        Repository repository = repository(call, request.repositoryName());
        String prefix = repository.repositoryName() + "@";
        Shelf shelf = call.region().shelf();
        List<String> images = shelf.images.all().stream()
                .filter(image -> image.repositoryName().equals(repository.repositoryName()))
                .map(image -> prefix + image.imageDigest())
                .toList();
        if (!images.isEmpty() && !Boolean.TRUE.equals(request.force())) {
            throw new Refusal(
                    "RepositoryNotEmptyException",
                    "The repository with name '" + repository.repositoryName() + "' in registry with id '"
                            + call.account().id() + "' cannot be deleted because it still contains images");
        }
        images.forEach(shelf.images::remove);
        shelf.repositories.remove(repository.repositoryName());
        return DeleteRepositoryResponse.builder().repository(repository).build();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
