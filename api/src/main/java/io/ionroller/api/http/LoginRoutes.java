package io.ionroller.api.http;

import io.ionroller.api.access.AccessControl;
import io.ionroller.api.access.OidcLogin;
import io.ionroller.api.access.OidcSettings;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.SignInView;
import io.ionroller.engine.model.Permission;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /session/login} and {@code /session/callback}: a browser's way to the OpenID provider and back, by redirects. What must be
 * remembered meanwhile is in a cookie that only these see. An attempt that fails ends at the console, which says so.
 */
final class LoginRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LoginRoutes.class);

    private static final String CALLBACK = "/session/callback";
    private static final String ATTEMPT = "ionroller-login";
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(10);
    private static final String CONSOLE = "/ui/";
    private static final Pattern OWN_PAGE = Pattern.compile("/ui/[A-Za-z0-9_.~%?=&:+/-]{0,1000}");

    private final @Nullable OidcLogin login;
    private final @Nullable String provider;
    private final SessionRoutes sessions;

    LoginRoutes(AccessControl access, SessionRoutes sessions) {
        OidcSettings oidc = access.settings().oidc();
        this.login = access.login();
        this.provider = login == null || oidc == null ? null : oidc.issuer().getHost();
        this.sessions = sessions;
    }

    List<Endpoint> endpoints() {
        Operation ways = Operation.reading(
                Permission.NONE,
                "getSignIn",
                "How one can sign in to the console.",
                Success.json(SignInView.class, 200));
        Operation begin = Operation.reading(
                        Permission.NONE,
                        "beginLogin",
                        "Sends a browser to the OpenID provider.",
                        new Success(List.of(303), "text/plain", null))
                .with(Parameter.query("to", "string", "The page of the console to show afterwards."))
                .failing(404);
        Operation end = Operation.reading(
                        Permission.NONE,
                        "endLogin",
                        "Where the OpenID provider sends the browser afterwards.",
                        new Success(List.of(303), "text/plain", null))
                .with(
                        Parameter.query("code", "string", "By which this server gets the token."),
                        Parameter.query("state", "string", "Which attempt it is."),
                        Parameter.query("error", "string", "Why there is no code."))
                .ignoringOtherQuery()
                .failing(404);
        return List.of(
                Endpoint.get(
                        "/session/ways",
                        ways,
                        request -> CompletableFuture.completedFuture(Responses.ok(new SignInView(provider)))),
                Endpoint.get("/session/login", begin, this::begin),
                Endpoint.get(CALLBACK, end, this::end));
    }

    private CompletionStage<HttpResponse> begin(ApiRequest request) {
        OidcLogin flow = flow();
        String to = request.query().text("to").filter(LoginRoutes::own).orElse(CONSOLE);
        OidcLogin.Secrets secrets = flow.secrets();
        String kept = String.join("|", secrets.state(), secrets.verifier(), secrets.nonce(), to);
        return flow.address(secrets, back(request.http()))
                .thenApply(address ->
                        redirect(address.toString()).addHeader(cookie(request.http(), kept, LONGEST_ATTEMPT)))
                .exceptionally(failure -> failed(request.http(), "unreachable", failure));
    }

    private CompletionStage<HttpResponse> end(ApiRequest request) {
        OidcLogin flow = flow();
        Optional<String[]> kept = kept(request.http());
        String state = given(request, "state");
        String code = given(request, "code");
        if (kept.isEmpty() || !same(kept.get()[0], state)) {
            return CompletableFuture.completedFuture(failed(request.http(), "expired", null));
        }
        if (code.isEmpty()) {
            return CompletableFuture.completedFuture(
                    failed(request.http(), "refused", new IllegalStateException(given(request, "error"))));
        }
        String[] parts = kept.get();
        return flow.token(code, new OidcLogin.Secrets(parts[0], parts[1], parts[2]), back(request.http()))
                .thenCompose(token -> sessions.cookie(request.http(), token))
                .thenApply(session ->
                        redirect(parts[3]).addHeader(session).addHeader(cookie(request.http(), "", Duration.ZERO)))
                .exceptionally(failure -> failed(request.http(), "failed", failure));
    }

    /** As the provider says it, however long: a code may have thousands of characters. */
    private static String given(ApiRequest request, String name) {
        return request.http().getUri().query().get(name).orElse("");
    }

    private OidcLogin flow() {
        OidcLogin flow = login;
        if (flow == null) {
            throw Problem.notFound(
                            "no-login",
                            "nobody can sign in at an OpenID provider here",
                            "set ionroller.access.oidc.client-id, or use an API token: POST /session")
                    .thrown();
        }
        return flow;
    }

    private static HttpResponse failed(HttpRequest request, String how, @Nullable Throwable why) {
        LOG.atWarn().addKeyValue("how", how).setCause(why).log("somebody could not sign in");
        return redirect(CONSOLE + "?login=" + how).addHeader(cookie(request, "", Duration.ZERO));
    }

    private static HttpResponse redirect(String location) {
        return HttpResponse.create().withStatus(303).addHeader(RawHeader.create("Location", location));
    }

    /** Where this server is for the browser; the provider refuses what it was not told before. */
    private static URI back(HttpRequest request) {
        String host = request.getHeader("Host").map(HttpHeader::value).orElse("localhost");
        return URI.create((Origin.encrypted(request) ? "https://" : "http://") + host + CALLBACK);
    }

    private static boolean own(String to) {
        return OWN_PAGE.matcher(to).matches() && !to.contains("//");
    }

    /** Lax: the way back begins at the provider's page. */
    private static RawHeader cookie(HttpRequest request, String value, Duration age) {
        return RawHeader.create(
                "Set-Cookie",
                ATTEMPT + "=" + value + "; Path=/session; HttpOnly; SameSite=Lax; Max-Age=" + age.toSeconds()
                        + (Origin.encrypted(request) ? "; Secure" : ""));
    }

    private static Optional<String[]> kept(HttpRequest request) {
        return Credential.cookie(request, ATTEMPT)
                .map(text -> text.split("\\|", -1))
                .filter(parts -> parts.length == 4 && own(parts[3]));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
