package io.ionroller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * A request to give a role.
 *
 * @param subject token:NAME, oidc:NAME or group:NAME
 * @param role viewer, deployer, approver or admin
 * @param services on which; all when absent
 */
public record BindingRequest(
        String subject, String role, @Nullable String services) {}
