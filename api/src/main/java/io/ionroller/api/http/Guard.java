package io.ionroller.api.http;

import io.ionroller.api.access.AccessControl;
import io.ionroller.api.access.Identity;
import io.ionroller.api.access.Proof;
import io.ionroller.api.telemetry.RequestTrace;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.rollout.AccessEvent;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through to its endpoint, or not: finds out who asks, whether it is one request too many, and whether it is
 * allowed. Every request passes here, before anything of its body is read.
 */
final class Guard {

    private static final String MISSING = "credential-missing";
    private static final int LONGEST_PATH = 200;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final AccessControl access;

    Guard(AccessControl access) {
        this.access = access;
    }

    /** What a 401 says about how to do better (RFC 6750). */
    static String challenge(String code) {
        return "Bearer realm=\"ionroller\"" + (code.equals(MISSING) ? "" : ", error=\"invalid_token\"");
    }

    /** Fails with the problem that is the answer. */
    CompletionStage<Admission> admit(HttpRequest request, Endpoint endpoint, Map<String, String> parameters) {
        try {
            return identity(request, endpoint.operation().permission()).thenApply(identity -> {
                ServiceName service =
                        service(parameters.get("service"), endpoint.operation().permission());
                check(request, endpoint, identity, service);
                return new Admission(endpoint, identity, service, parameters, RequestTrace.NONE);
            });
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Identity> identity(HttpRequest request, Permission permission) {
        if (permission == Permission.NONE) {
            return CompletableFuture.completedFuture(access.anybody());
        }
        if (!access.required()) {
            checkHere(request);
            return CompletableFuture.completedFuture(access.anybody());
        }
        Credential credential = Credential.of(request).orElseThrow(Guard::missing);
        if (credential.cookie() && changes(request) && Origin.of(request) != Origin.OWN) {
            throw foreign("a session is good for this server's own pages only");
        }
        return proven(address(request), credential.text());
    }

    /** Who a credential proves somebody to be that came in the body of a request; fails with the problem that is the answer. */
    CompletionStage<Identity> prove(HttpRequest request, String credential) {
        if (Origin.of(request) == Origin.FOREIGN) {
            throw foreign("the request comes from a page of another server");
        }
        return access.required()
                ? proven(address(request), credential)
                : CompletableFuture.completedFuture(access.anybody());
    }

    /** The same for what this server itself got for a browser from the provider. */
    CompletionStage<Identity> proveOwn(HttpRequest request, String credential) {
        return proven(address(request), credential);
    }

    private CompletionStage<Identity> proven(String address, String credential) {
        return Upstream.store(() -> access.prove(credential)).thenApply(proof -> switch (proof) {
            case Proof.Proven(Identity identity) -> identity;
            case Proof.Disproven(String code, String sentence) -> {
                if (!access.failed(address)) {
                    throw tooMany("too many wrong credentials came from " + address);
                }
                throw Problem.of(
                                Problem.Kind.UNAUTHENTICATED,
                                code,
                                sentence,
                                "send another: Authorization: Bearer ionr_...")
                        .thrown();
            }
            case Proof.Unknowable(String sentence) ->
                throw Problem.of(Problem.Kind.UNAVAILABLE, "credentials-unknown", sentence, "try again")
                        .thrown();
        });
    }

    /** Where everybody on this machine may do everything, at least no page of the world may do it through their browsers. */
    private static void checkHere(HttpRequest request) {
        if (!Origin.namesLoopback(request)) {
            throw foreign("without authentication this server answers to localhost only, not to "
                    + request.getHeader("Host").map(host -> host.value()).orElse(""));
        }
        if (changes(request) && Origin.of(request) == Origin.FOREIGN) {
            throw foreign("the request comes from a page of another server");
        }
    }

    private void check(HttpRequest request, Endpoint endpoint, Identity identity, @Nullable ServiceName service) {
        Permission permission = endpoint.operation().permission();
        if (permission == Permission.NONE) {
            return;
        }
        access.take(identity).ifPresent(wait -> {
            throw tooMany(identity.name() + " asks more often than it may");
        });
        if (!identity.may(permission, service)) {
            String method = request.method().name();
            String path = request.getUri().path();
            access.denied(
                    identity,
                    new AccessEvent.AccessDenied(
                            permission, service == null ? null : service.value(), method, shortened(path), 1));
            throw denied(identity, permission, service);
        }
    }

    private static ProblemException denied(Identity identity, Permission permission, @Nullable ServiceName service) {
        String where = service != null ? " for " + service : "";
        String all = permission.reach() == Permission.Reach.INSTALLATION ? " on all services (*)" : "";
        return Problem.of(
                        Problem.Kind.FORBIDDEN,
                        "permission-missing",
                        identity.name() + " lacks the permission '" + permission.text() + "'" + where,
                        "ask an admin for a role that has it" + all + ": " + Role.with(permission))
                .thrown();
    }

    /** The service in a path; under the name of no service there are only the events about access. */
    private static @Nullable ServiceName service(@Nullable String text, Permission permission) {
        if (text == null) {
            return null;
        }
        ServiceName name = new ServiceName(text);
        if (name.equals(ServiceName.ACCESS) && permission != Permission.READ_EVENTS) {
            throw new InvalidValueException(List.of(
                    new Violation("service", '"' + text + '"', "another name: events about access have this one")));
        }
        return name;
    }

    private static boolean changes(HttpRequest request) {
        return !READING.contains(request.method().name());
    }

    private static String address(HttpRequest request) {
        return request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(remote -> remote.getAddress())
                .map(InetAddress::getHostAddress)
                .orElse("unknown");
    }

    private static String shortened(String path) {
        return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "...";
    }

    private static ProblemException missing() {
        return Problem.of(
                        Problem.Kind.UNAUTHENTICATED,
                        MISSING,
                        "a credential is needed here",
                        "send an API token: Authorization: Bearer ionr_...")
                .thrown();
    }

    private static ProblemException foreign(String detail) {
        return Problem.of(Problem.Kind.FORBIDDEN, "foreign-origin", detail, null)
                .thrown();
    }

    private static ProblemException tooMany(String detail) {
        return Problem.of(Problem.Kind.TOO_MANY, "too-many-requests", detail, "ask less often")
                .thrown();
    }
}
