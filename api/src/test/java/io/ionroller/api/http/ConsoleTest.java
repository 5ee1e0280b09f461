package io.ionroller.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"([^\"]+)\" integrity=\"([^\"]+)\"");

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void leadsFromTheRootToTheConsole() {
        HttpResponse<String> root = server.get("/");

        assertThat(root.statusCode()).isEqualTo(307);
        assertThat(root.headers().firstValue("Location")).hasValue("/ui/");
        assertThat(server.get("/ui/services/hello").body())
                .isEqualTo(server.get("/ui/").body());
    }

    @Test
    void allowsNothingWithinThePageAndNothingFromElsewhere() {
        HttpResponse<String> page = server.get("/ui/");

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe", "http", "*");
        assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://", "{{");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }

    @Test
    void namesEveryFileWithTheHashOfWhatIsServed() throws Exception {
        List<MatchResult> links =
                LINKED.matcher(server.get("/ui/").body()).results().toList();

        assertThat(links).hasSizeGreaterThan(5);
        for (MatchResult link : links) {
            HttpResponse<byte[]> file =
                    server.send(server.request(link.group(1)).GET(), BodyHandlers.ofByteArray());
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-384").digest(file.body()));
            assertThat(link.group(2)).as(link.group(1)).isEqualTo("sha384-" + hash);
            assertThat(file.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        }
    }

    @Test
    void asksForThePageAgainAndSendsItOnlyWhenItHasChanged() {
        HttpResponse<String> page = server.get("/ui/");
        String etag = page.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                server.send(server.request("/ui/").header("If-None-Match", etag).GET());

        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void compressesForThoseWhoCanTakeIt() throws IOException {
        HttpResponse<byte[]> packed = server.send(
                server.request("/ui/").header("Accept-Encoding", "gzip, br").GET(), BodyHandlers.ofByteArray());

        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(server.get("/ui/").body());
        }
    }

    @Test
    void hasNoFilesOfAnotherVersion() {
        assertThat(server.get("/ui/assets/0000000000000000/app.js").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/ui/assets/../../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(server.post("/ui/", "").statusCode()).isEqualTo(404);
    }
}
