package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.AmiSource;
import io.ionroller.deploy.ec2.settings.Container;
import io.ionroller.deploy.ec2.settings.ImageSource;
import io.ionroller.deploy.ec2.settings.RegistryAuth;
import io.ionroller.deploy.ec2.template.ResolvedImage;
import io.ionroller.deploy.registry.Registries;
import io.ionroller.deploy.registry.TagAnswer;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds out what a release runs, once: the image by its content and the machine image by its id. Both are kept in the launch
 * template, which is made once and never changed. Never blocks; thread-safe.
 */
public final class Resolution {

    private final AwsRegion region;
    private final Registries registries;

    /** @param registries for images that are not in Amazon ECR */
    public Resolution(AwsRegion region, Registries registries) {
        this.region = region;
        this.registries = registries;
    }

    /** The image that the version's tag names now. */
    public CompletionStage<ResolvedImage> image(Container container, Version version) {
        ImageSource source = container.image();
        Optional<String> given = source.digest();
        if (given.isPresent()) {
            return CompletableFuture.completedStage(resolved(source, given.get()));
        }
        String tag = source.tag(version);
        return source.ecrRegion().isPresent()
                ? inEcr(source, tag)
                : registries
                        .resolve(source.registry(), source.repository(), tag)
                        .thenApply(answer -> switch (answer) {
                            case TagAnswer.Found(String digest) -> resolved(source, digest);
                            case TagAnswer.Missing missing -> throw noTag(source, tag);
                            case TagAnswer.Refused(String said) ->
                                throw new PlatformException(
                                        Kind.TERMINAL, unreadable(source, said, container.registryAuth()));
                        });
    }

    private CompletionStage<ResolvedImage> inEcr(ImageSource source, String tag) {
        return region.registry(
                        Lane.CREATE,
                        "DescribeImages",
                        client -> client.describeImages(request -> request.registryId(source.registry()
                                        .substring(0, source.registry().indexOf('.')))
                                .repositoryName(source.repository())
                                .imageIds(id -> id.imageTag(tag))))
                .thenApply(found -> found.imageDetails().stream()
                        .findFirst()
                        .map(image -> resolved(source, image.imageDigest()))
                        .orElseThrow(() -> noTag(source, tag)));
    }

    private static PlatformException noTag(ImageSource source, String tag) {
        return new PlatformException(Kind.TERMINAL, "image: " + source.name() + " has no tag " + tag);
    }

    private static String unreadable(ImageSource source, String said, RegistryAuth auth) {
        String what =
                "image: " + source.name() + " may not be read without credentials, or is not there (" + said + "); ";
        return switch (auth) {
            case RegistryAuth.Dockercfg file ->
                what + "the secret in registry_auth.dockercfg_secret is for the instances, the engine never reads"
                        + " secrets: the image must be given by its digest, as " + source.name() + "@sha256:...";
            case RegistryAuth.None none ->
                what + "a private image needs registry_auth.dockercfg_secret, and must be given by its digest, as "
                        + source.name() + "@sha256:...";
            case RegistryAuth.Ecr ecr -> what + "registry_auth ecr is for images in Amazon ECR";
        };
    }

    private static ResolvedImage resolved(ImageSource source, String digest) {
        return new ResolvedImage(source.reference(digest), digest);
    }

    /** The id of the machine image. */
    public CompletionStage<String> ami(AmiSource source) {
        return switch (source) {
            case AmiSource.Id(String id) -> CompletableFuture.completedStage(id);
            case AmiSource.Parameter(String name) ->
                region.parameters(
                                Lane.CREATE,
                                "GetParameter",
                                client -> client.getParameter(request -> request.name(name)))
                        .thenApply(found -> id(name, found.parameter().value()));
        };
    }

    private static String id(String parameter, String value) {
        try {
            return new AmiSource.Id(value).id();
        } catch (InvalidValueException notAnId) {
            throw new PlatformException(
                    Kind.TERMINAL,
                    "ami: the parameter " + parameter + " holds \"" + value + "\", wanted the id of an AMI",
                    notAnId);
        }
    }
}
