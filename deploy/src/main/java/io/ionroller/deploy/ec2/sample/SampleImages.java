package io.ionroller.deploy.ec2.sample;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.engine.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.Repository;

/** Images that look real and have no content. */
final class SampleImages {

    private static final Logger LOG = LoggerFactory.getLogger(SampleImages.class);
    private static final String NAME = "ionroller-demo";
    private static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

    private final AwsRegion aws;
    private final String region;
    private final BiConsumer<String, Runnable> undo;

    SampleImages(AwsRegion aws, String region, BiConsumer<String, Runnable> undo) {
        this.aws = aws;
        this.region = region;
        this.undo = undo;
    }

    /** The id of a machine image that is there, or of one made for this. */
    String machineImage() {
        Optional<Image> found = Answers.of(aws.readCompute(
                        Lane.CREATE,
                        "DescribeImages",
                        client -> client.describeImages(request -> request.owners("amazon", "self"))))
                .images()
                .stream()
                .filter(image -> "x86_64".equals(image.architectureAsString()))
                .findFirst();
        return found.map(Image::imageId).orElseGet(this::newMachineImage);
    }

    private String newMachineImage() {
        String id = Answers.of(aws.changeCompute(
                        Lane.CREATE,
                        "RegisterImage",
                        client -> client.registerImage(request -> request.name(NAME)
                                .architecture("x86_64")
                                .virtualizationType("hvm")
                                .rootDeviceName("/dev/xvda"))))
                .imageId();
        undo.accept(
                "machine image " + id,
                () -> Answers.of(aws.changeCompute(
                        Lane.CREATE,
                        "DeregisterImage",
                        client -> client.deregisterImage(request -> request.imageId(id)))));
        return id;
    }

    /**
     * Puts an image with each of the tags into a repository of its own and answers the repository. Where there is no registry
     * it answers an image that is named by its digest, which nobody looks up.
     */
    String containerImages(String... tags) {
        try {
            Repository repository = repository();
            for (String tag : tags) {
                put(tag);
            }
            return repository.registryId() + ".dkr.ecr." + region + ".amazonaws.com/" + NAME;
        } catch (PlatformException noRegistry) {
            LOG.atInfo().setCause(noRegistry).log("no container registry: an image named by its digest is used");
            return NAME + "@sha256:" + sha256(NAME);
        }
    }

    private Repository repository() {
        Repository made = Answers.of(aws.registry(
                        Lane.CREATE,
                        "CreateRepository",
                        client -> client.createRepository(request -> request.repositoryName(NAME)))
                .thenApply(CreateRepositoryResponse::repository)
                .exceptionallyCompose(thrown -> AwsFailure.has(thrown, "RepositoryAlreadyExistsException")
                        ? existing()
                        : CompletableFuture.failedStage(thrown)));
        undo.accept(
                "repository " + NAME,
                () -> Answers.of(aws.registry(
                        Lane.CREATE,
                        "DeleteRepository",
                        client -> client.deleteRepository(
                                request -> request.repositoryName(NAME).force(true)))));
        return made;
    }

    /** Left behind by a demonstration that was ended in the middle. */
    private CompletionStage<Repository> existing() {
        return aws.registry(
                        Lane.CREATE,
                        "DescribeRepositories",
                        client -> client.describeRepositories(request -> request.repositoryNames(NAME)))
                .thenApply(found -> found.repositories().getFirst());
    }

    private void put(String tag) {
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.docker.container.image.v1+json",\
                "size":0,"digest":"sha256:%s"},"layers":[]}""".formatted(MANIFEST_TYPE, sha256(tag));
        Answers.of(aws.registry(
                Lane.CREATE,
                "PutImage",
                client -> client.putImage(request -> request.repositoryName(NAME)
                        .imageTag(tag)
                        .imageManifestMediaType(MANIFEST_TYPE)
                        .imageManifest(manifest))));
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
