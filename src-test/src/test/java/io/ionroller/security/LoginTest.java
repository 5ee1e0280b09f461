package io.ionroller.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A browser's way to an OpenID provider and back, step by step. */
@Timeout(120)
final class LoginTest {

    private final HttpClient http = HttpClient.newHttpClient(); // follows no redirect by itself

    @TempDir
    private Path folder;

    private TestIssuer issuer;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        Config config = ConfigFactory.parseString(
                        """
                        ionroller.access {
                          authentication = required
                          oidc { issuer = "%s", audience = "%s", client-id = "%s" }
                          bindings = [{subject = "oidc:ann", role = viewer, services = "*"}]
                        }
                        """.formatted(issuer.issuer(), TestIssuer.AUDIENCE, TestIssuer.CLIENT))
                .withFallback(ConfigFactory.load());
        server = Server.start(new ServerSettings("127.0.0.1", 0, folder), UnaryOperator.identity(), config);
        server.awaitReady();
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
        http.shutdownNow();
    }

    @Test
    void endsAtThePageThatWasAskedForWithASession() throws Exception {
        HttpResponse<String> begun = get(at("/session/login?to=/ui/services/hello"), "");
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(cookies(begun)).singleElement().asString().contains("HttpOnly", "SameSite=Lax", "Path=/session");
        assertThat(location(begun).toString()).contains("code_challenge_method=S256", "scope=openid");
        HttpResponse<String> approved = get(location(begun), "");

        HttpResponse<String> ended = get(location(approved), attempt(begun));
        assertThat(location(ended)).isEqualTo(at("/ui/services/hello"));
        String session = cookies(ended).stream()
                .filter(cookie -> cookie.startsWith("ionroller-session="))
                .collect(Collectors.joining());
        assertThat(session).contains("HttpOnly", "SameSite=Strict");
        HttpResponse<String> who = get(at("/session"), session.substring(0, session.indexOf(';')));
        assertThat(who.body()).contains("\"user\":\"oidc:ann\"", "viewer");
    }

    @Test
    void refusesAnAnswerToAnotherAttempt() throws Exception {
        HttpResponse<String> mine = get(at("/session/login"), "");
        HttpResponse<String> other = get(at("/session/login"), "");
        HttpResponse<String> approved = get(location(other), "");

        assertThat(location(get(location(approved), attempt(mine)))).isEqualTo(at("/ui/?login=expired"));
        assertThat(location(get(location(approved), ""))).isEqualTo(at("/ui/?login=expired"));
        assertThat(location(get(at("/session/callback?code=a-code&state="), "ionroller-login=|||/ui/")))
                .isEqualTo(at("/ui/?login=failed"));
    }

    @Test
    void saysThatTheProviderRefused() throws Exception {
        issuer.letIn(null);
        HttpResponse<String> begun = get(at("/session/login"), "");
        HttpResponse<String> refused = get(location(begun), "");

        HttpResponse<String> ended = get(location(refused), attempt(begun));
        assertThat(location(ended)).isEqualTo(at("/ui/?login=refused"));
        assertThat(cookies(ended).toString()).doesNotContain("ionroller-session");
    }

    @Test
    void leadsToNoOtherServer() throws Exception {
        for (String to : List.of("https://evil.example/", "//evil.example/ui/", "/ui//evil.example", "/services")) {
            HttpResponse<String> begun = get(at("/session/login?to=" + to), "");
            HttpResponse<String> approved = get(location(begun), "");
            assertThat(location(get(location(approved), attempt(begun)))).as(to).isEqualTo(at("/ui/"));
        }
    }

    @Test
    void saysWhenTheProviderIsNotThere() throws Exception {
        issuer.goDown();
        assertThat(location(get(at("/session/login"), ""))).isEqualTo(at("/ui/?login=unreachable"));
        assertThat(get(at("/session/ways"), "").body()).isEqualTo("{\"provider\":\"127.0.0.1\"}");
    }

    private URI at(String path) {
        return server.address().resolve(path);
    }

    private HttpResponse<String> get(URI uri, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private URI location(HttpResponse<String> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private static List<String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    private static String attempt(HttpResponse<String> begun) {
        String cookie = cookies(begun).getFirst();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
