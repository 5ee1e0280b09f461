package io.ionroller.api.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a new API token.
 *
 * @param name of whoever gets it; several tokens may have one name
 * @param role viewer, deployer, approver or admin
 * @param services on which; all when absent
 * @param expires absent: never
 */
public record TokenRequest(
        String name,
        String role,
        @Nullable String services,
        @Nullable Instant expires) {}
