package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.settings.AmiSource;
import io.ionroller.deploy.ec2.settings.ImageSource;
import io.ionroller.deploy.ec2.template.ResolvedImage;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds out what a release runs, once: the image by its content and the machine image by its id. Both are kept in the launch
 * template, which is made once and never changed.
 */
public final class Resolution {

    private final AwsRegion region;

    public Resolution(AwsRegion region) {
        this.region = region;
    }

    /** The image that the version's tag names now. */
    public CompletionStage<ResolvedImage> image(ImageSource source, Version version) {
        if (source.digest().isPresent()) {
            return CompletableFuture.completedStage(
                    resolved(source, source.digest().get()));
        }
        if (source.ecrRegion().isEmpty()) {
            return CompletableFuture.failedStage(new PlatformException(
                    Kind.TERMINAL,
                    "image: " + source.name() + " is not in Amazon ECR; its digest must be given as @sha256:..."));
        }
        String tag = source.tag(version);
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
                        .orElseThrow(() -> new PlatformException(
                                Kind.TERMINAL, "image: " + source.name() + " has no tag " + tag)));
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
                        .thenApply(found -> found.parameter().value());
        };
    }
}
