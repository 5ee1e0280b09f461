package io.ionroller.aws.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls what, from the credential scope of a request's signature.
 *
 * <p>Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html. The signature itself is not
 * recomputed: the SDK makes it, and it is not what is tested.
 */
public record Credential(String accessKey, String region, String service, Optional<String> sessionToken) {

    private static final Pattern SCOPE =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request\\b.*");

    public static Optional<Credential> of(HttpCall call) {
        Matcher matcher = SCOPE.matcher(call.header("authorization").orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Credential(
                matcher.group(1), matcher.group(2), matcher.group(3), call.header("x-amz-security-token")));
    }
}
