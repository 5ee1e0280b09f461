package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.access.ApiToken;
import io.ionroller.engine.model.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a browser may do with the credential that it keeps, and what pages of other servers may have it do. */
@Timeout(60)
final class SessionRoutesTest {

    private ApiServer server = new ApiServer("ionroller.access.authentication = required");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSessionIsGoodForThisServersPagesOnly() {
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        HttpResponse<String> begun = server.send(server.request("/session")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("{\"token\":\"" + admin.text() + "\"}")));
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");
        assertThat(json(begun).path("user").asText()).isEqualTo("token:root");
        String pair = cookie.substring(0, cookie.indexOf(';'));
        assertThat(withCookie("GET", "/services", pair)).isEqualTo(200);
        assertThat(withCookie("POST", "/services/blog/rollout/abort", pair)).isEqualTo(403);
        assertThat(withCookie("POST", "/services/blog/rollout/abort", pair, "Sec-Fetch-Site", "cross-site"))
                .isEqualTo(403);
        assertThat(withCookie("POST", "/services/blog/rollout/abort", pair, "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(withCookie("POST", "/services/blog/rollout/abort", pair, "Sec-Fetch-Site", "same-origin"))
                .isEqualTo(409);
        assertThat(withCookie(
                        "POST", "/services/blog/rollout/abort", pair, "Origin", "http://127.0.0.1:" + server.port()))
                .isEqualTo(409);
        assertThat(server.delete("/session").headers().firstValue("Set-Cookie").orElseThrow())
                .contains("Max-Age=0");
    }

    @Test
    void aSessionNeedsAGoodToken() {
        HttpResponse<String> refused = server.post("/session", "{\"token\":\"ionr_guess\"}");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void behindEncryptionTheCookieIsSentByNothingElse() {
        ApiToken admin = server.token("root", Role.ADMIN, "*");
        HttpResponse<String> begun =
                server.post("/session", "{\"token\":\"" + admin.text() + "\"}", "X-Forwarded-Proto", "https");

        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }

    @Test
    void withoutAuthenticationNoForeignPageGetsIn() {
        server.close();
        server = new ApiServer();

        assertThat(server.post("/services/blog/rollout/abort", "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.post("/services/blog/rollout/abort", "").statusCode()).isEqualTo(409);
        assertThat(rebound()).startsWith("HTTP/1.1 403");
    }

    /** A page whose name means this machine now. */
    private String rebound() {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /services HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int withCookie(String method, String path, String cookie, String... headers) {
        var request = server.request(path).header("Cookie", cookie).method(method, BodyPublishers.noBody());
        return server.send(headers.length == 0 ? request : request.headers(headers))
                .statusCode();
    }
}
