package io.ionroller.api.http;

import io.ionroller.api.access.Identity;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.EmptyRequest;
import io.ionroller.api.view.SessionRequest;
import io.ionroller.api.view.SessionView;
import io.ionroller.engine.model.Permission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * {@code /session}: who asks, and the cookie by which the console says so. The cookie is the credential itself, so it is good on
 * every node and no longer than the credential; no script can read it, and no page from elsewhere has it sent.
 */
final class SessionRoutes {

    private static final String PATH = "/session";
    private static final Duration LONGEST = Duration.ofHours(12);

    /** Browsers keep 4096 characters of a cookie with its name and attributes. */
    private static final int LARGEST = 3900;

    private final Guard guard;

    SessionRoutes(Guard guard) {
        this.guard = guard;
    }

    List<Endpoint> endpoints() {
        Operation self = Operation.reading(
                Permission.READ, "getSession", "Who asks, and what it may do.", Success.json(SessionView.class, 200));
        Operation begin = Operation.reading(
                        Permission.NONE,
                        "beginSession",
                        "Have a browser remember a credential, in a cookie that no script can read.",
                        Success.json(SessionView.class, 200))
                .taking(SessionRequest.class)
                .failing(401, 403, 413, 415, 422, 429);
        Operation end = Operation.reading(
                Permission.NONE, "endSession", "Have a browser forget it.", Success.json(EmptyRequest.class, 200));
        return List.of(
                Endpoint.get(
                        PATH,
                        self,
                        request -> CompletableFuture.completedFuture(Responses.ok(view(request.identity())))),
                Endpoint.post(PATH, begin, this::begin),
                Endpoint.delete(
                        PATH,
                        end,
                        request -> CompletableFuture.completedFuture(Responses.ok(new EmptyRequest())
                                .addHeader(cookie(request.http(), "", Duration.ZERO)))));
    }

    private CompletionStage<HttpResponse> begin(ApiRequest request) {
        String token =
                JsonBody.of(request, List.of("token")).requiredText("token", "an API token, ionr_...", text -> text);
        return guard.prove(request.http(), token).thenApply(identity -> {
            HttpResponse response = Responses.ok(view(identity));
            return identity.name() == null ? response : response.addHeader(cookie(request.http(), token, LONGEST));
        });
    }

    /** Has a browser remember a credential that it got from its provider; fails with a problem if it proves nobody. */
    CompletionStage<RawHeader> cookie(HttpRequest request, String token) {
        if (token.length() > LARGEST) {
            throw Problem.of(
                            Problem.Kind.TOO_LARGE,
                            "credential-too-large",
                            "the provider's token has " + token.length() + " characters, and a cookie holds at most "
                                    + LARGEST,
                            "have the provider put fewer groups into it")
                    .thrown();
        }
        return guard.proveOwn(request, token).thenApply(identity -> cookie(request, token, LONGEST));
    }

    private static RawHeader cookie(HttpRequest request, String value, Duration age) {
        return RawHeader.create(
                "Set-Cookie",
                Credential.COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + age.toSeconds()
                        + (Origin.encrypted(request) ? "; Secure" : ""));
    }

    private static SessionView view(Identity identity) {
        return new SessionView(
                identity.name(),
                identity.grants().stream()
                        .map(grant -> new SessionView.GrantView(
                                grant.role().text(),
                                grant.services().value(),
                                grant.role().permissions().stream()
                                        .filter(grant::allows)
                                        .map(Permission::text)
                                        .toList()))
                        .toList());
    }
}
