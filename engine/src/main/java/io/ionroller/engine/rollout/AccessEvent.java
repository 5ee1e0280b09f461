package io.ionroller.engine.rollout;

import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.SaltedHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to who may do what. Stored in the same journal as the events of services, under
 * {@link io.ionroller.engine.model.ServiceName#ACCESS}, so that the audit log, the feed and the proofs hold them too (ADR 0022).
 */
public sealed interface AccessEvent extends ServiceEvent {

    /**
     * An API token was made.
     *
     * @param token its id
     * @param name of whoever has it; several tokens may have one name
     * @param expires absent: never
     */
    record TokenCreated(
            String token,
            String name,
            Grant grant,
            @Nullable Instant expires,
            SaltedHash secret) implements AccessEvent {}

    /** An API token is not accepted any more. */
    record TokenRevoked(String token, String name) implements AccessEvent {}

    /** An API token was used, for the first time in a day. */
    record TokenUsed(String token, String name) implements AccessEvent {}

    /** Somebody was given a role. */
    record RoleBound(Binding binding) implements AccessEvent {}

    /** Somebody lost a role. */
    record RoleUnbound(Binding binding) implements AccessEvent {}

    /**
     * Somebody asked for what they may not do.
     *
     * @param service absent when it was about no single service
     * @param times how often, since the last such event about the same
     */
    record AccessDenied(Permission permission, @Nullable String service, String method, String path, int times)
            implements AccessEvent {}
}
