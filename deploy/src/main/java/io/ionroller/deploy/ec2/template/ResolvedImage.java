package io.ionroller.deploy.ec2.template;

import io.ionroller.engine.model.InvalidValueException;
import java.util.regex.Pattern;

/**
 * The container image of a release by its content: resolved once, so that every instance runs the same, also when the tag is
 * moved.
 *
 * @param reference what is pulled, {@code registry/app@sha256:...}
 * @param digest {@code sha256:} and 64 hex digits, the end of the reference
 */
public record ResolvedImage(String reference, String digest) {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    public ResolvedImage {
        if (!DIGEST.matcher(digest).matches()) {
            throw new InvalidValueException("digest", '"' + digest + '"', "sha256: and 64 hex digits");
        }
        if (!reference.endsWith("@" + digest) || reference.length() == digest.length() + 1) {
            throw new InvalidValueException("reference", '"' + reference + '"', "an image that ends with @" + digest);
        }
    }
}
