package io.ionroller.deploy.ec2.settings;

import io.ionroller.engine.model.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which container image a version is: {@code repository[:tag][@digest]}.
 *
 * @param registry where it is, such as {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com}; {@code docker.io} when not given
 * @param repository its name in the registry, such as {@code shop/cart}
 * @param tagPattern the tag with {@code {version}} for the release's version; {@code {version}} when not given
 * @param digestOrNull {@code sha256:} and 64 hex digits when every release runs this very image; null otherwise
 */
public record ImageSource(
        String registry,
        String repository,
        String tagPattern,
        @Nullable String digestOrNull) {

    /** What to write in the settings. */
    static final String WANTED = "a repository such as registry/app, without a tag or with one that contains {version},"
            + " and optionally @sha256: and 64 hex digits";

    private static final String PLACEHOLDER = "{version}";
    private static final String DOCKER_HUB = "docker.io";
    // The grammar of the reference implementation (distribution/reference): host, path components, tag, digest.
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REGISTRY = Pattern.compile(
            "(?:[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+(?::\\d{1,5})?|localhost(?::\\d{1,5})?|[a-zA-Z0-9-]+:\\d{1,5})");
    private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern TAG = Pattern.compile("[\\w.-]*\\{version}[\\w.-]*");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SHAPE =
            Pattern.compile("(?=.{1,600}$)(?:(" + REGISTRY + ")/)?(" + REPOSITORY + ")(?::([^@/:]+))?(?:@(.+))?");
    private static final Pattern ECR =
            Pattern.compile("\\d{12}\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.[a-z0-9.-]+(?::\\d{1,5})?");

    public ImageSource {
        Shapes.need("image", registry, REGISTRY, WANTED);
        Shapes.need("image", repository, REPOSITORY, WANTED);
        Shapes.need("image", tagPattern, TAG, WANTED);
        if (digestOrNull != null) {
            Shapes.need("image", digestOrNull, DIGEST, WANTED);
        }
    }

    /**
     * Reads {@code repository[:tag][@digest]}.
     *
     * @throws io.ionroller.engine.model.InvalidValueException if it has another shape, or a tag without {@code {version}}
     */
    static ImageSource parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw Shapes.refusal("", text, WANTED);
        }
        String registry = matcher.group(1) == null ? DOCKER_HUB : matcher.group(1);
        // Images of Docker's own library are written without a user.
        boolean official = registry.equals(DOCKER_HUB) && !matcher.group(2).contains("/");
        return new ImageSource(
                registry,
                official ? "library/" + matcher.group(2) : matcher.group(2),
                matcher.group(3) == null ? PLACEHOLDER : matcher.group(3),
                matcher.group(4));
    }

    /** The digest that every release runs, when one is given. */
    public Optional<String> digest() {
        return Optional.ofNullable(digestOrNull);
    }

    /** The tag of a version. A tag cannot hold the '+' of semantic versions; it becomes '_', as in Helm's charts. */
    public String tag(Version version) {
        return tagPattern.replace(PLACEHOLDER, version.value().replace('+', '_'));
    }

    /** Registry and repository, {@code registry/app}. */
    public String name() {
        return registry + '/' + repository;
    }

    /** The image by its content, {@code registry/app@sha256:...}. */
    public String reference(String digest) {
        return name() + '@' + Shapes.need("digest", digest, DIGEST, "sha256: and 64 hex digits");
    }

    /** The region of the registry, when it is a private one of Amazon ECR. */
    public Optional<String> ecrRegion() {
        Matcher matcher = ECR.matcher(registry);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
