package io.ionroller.api.view;

import io.ionroller.engine.rollout.AccessEvent;

/** What happened to who may do what, as a sentence for a person. */
final class AccessMessage {

    private AccessMessage() {}

    static String of(AccessEvent event) {
        return switch (event) {
            case AccessEvent.TokenCreated created ->
                "The token " + created.token() + " was made for " + created.name() + ", "
                        + created.grant().sentence()
                        + (created.expires() == null ? "." : ", until " + created.expires() + ".");
            case AccessEvent.TokenRevoked revoked ->
                "The token " + revoked.token() + " of " + revoked.name() + " was revoked.";
            case AccessEvent.TokenUsed used -> "The token " + used.token() + " of " + used.name() + " was used.";
            case AccessEvent.RoleBound bound -> bound.binding().sentence() + " now.";
            case AccessEvent.RoleUnbound unbound ->
                "No longer: " + unbound.binding().sentence() + ".";
            case AccessEvent.AccessDenied denied ->
                denied.method() + " " + denied.path() + " was denied"
                        + (denied.times() == 1 ? "" : " " + denied.times() + " times") + ": the permission '"
                        + denied.permission().text() + "' was missing.";
        };
    }
}
