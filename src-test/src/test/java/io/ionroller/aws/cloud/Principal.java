package io.ionroller.aws.cloud;

import java.time.Instant;
import java.util.Optional;

/**
 * Whose an access key is.
 *
 * @param sessionToken and expiry: of temporary credentials
 */
public record Principal(
        String accountId, String arn, String userId, Optional<String> sessionToken, Optional<Instant> expiry) {}
