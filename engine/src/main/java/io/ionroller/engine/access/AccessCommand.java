package io.ionroller.engine.access;

import io.ionroller.engine.model.Binding;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is asked to change in who may do what. {@link #decide} touches nothing and depends on its arguments alone. */
public sealed interface AccessCommand {

    /** How precisely the last use of a token is known. */
    Duration USE_KNOWN_TO = Duration.ofDays(1);

    /** Make a token; its id must be new. */
    record CreateToken(AccessEvent.TokenCreated token) implements AccessCommand {}

    /** Accept a token no more. */
    record RevokeToken(String id) implements AccessCommand {}

    /** Remember that a token was used. */
    record UseToken(String id) implements AccessCommand {}

    /** Give a role. */
    record Bind(Binding binding) implements AccessCommand {}

    /** Take a role. */
    record Unbind(Binding binding) implements AccessCommand {}

    /** Remember that something was denied. */
    record Deny(AccessEvent.AccessDenied denial) implements AccessCommand {}

    /** What comes of a command. */
    sealed interface Decision {}

    /** It is done when the event is stored; without one, nothing has to be done. */
    record Accepted(List<AccessEvent> events) implements Decision {}

    /** It cannot be done. */
    record Rejected(Rejection rejection) implements Decision {}

    /** As events name it as their cause. */
    default String text() {
        return switch (this) {
            case CreateToken c -> "create-token";
            case RevokeToken c -> "revoke-token";
            case UseToken c -> "use-token";
            case Bind c -> "bind-role";
            case Unbind c -> "unbind-role";
            case Deny c -> "deny-access";
        };
    }

    /** What comes of it in this state at this time. */
    default Decision decide(AccessState state, Instant now) {
        return switch (this) {
            case CreateToken c -> create(c, state, now);
            case RevokeToken c -> revoke(c, state);
            case UseToken c ->
                state.token(c.id())
                        .filter(token -> token.used() == null
                                || !now.isBefore(token.used().plus(USE_KNOWN_TO)))
                        .map(token -> accepted(new AccessEvent.TokenUsed(token.id(), token.name())))
                        .orElse(nothing());
            case Bind c ->
                state.bindings().contains(c.binding()) ? nothing() : accepted(new AccessEvent.RoleBound(c.binding()));
            case Unbind c ->
                state.bindings().contains(c.binding()) ? accepted(new AccessEvent.RoleUnbound(c.binding())) : nothing();
            case Deny c -> accepted(c.denial());
        };
    }

    private static Decision create(CreateToken command, AccessState state, Instant now) {
        Instant expires = command.token().expires();
        if (expires != null && !expires.isAfter(now)) {
            return rejected(
                    "token-expired", Rejection.Kind.INVALID, "the token would have expired already, at " + expires);
        }
        return state.token(command.token().token()).isPresent()
                ? rejected(
                        "token-exists",
                        Rejection.Kind.CONFLICT,
                        "there is a token " + command.token().token() + " already")
                : accepted(command.token());
    }

    private static Decision revoke(RevokeToken command, AccessState state) {
        return state.token(command.id())
                .map(token -> token.revoked() == null
                        ? accepted(new AccessEvent.TokenRevoked(token.id(), token.name()))
                        : nothing())
                .orElseGet(() -> rejected(
                        "token-not-found",
                        Rejection.Kind.NOT_FOUND,
                        "there is no token with the id '" + command.id() + "'"));
    }

    private static Decision accepted(AccessEvent event) {
        return new Accepted(List.of(event));
    }

    private static Decision nothing() {
        return new Accepted(List.of());
    }

    private static Decision rejected(String code, Rejection.Kind kind, String sentence) {
        return new Rejected(new Rejection(code, kind, sentence));
    }
}
