package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.api.audit.CheckpointStore;
import io.ionroller.api.audit.Checkpoints;
import io.ionroller.api.audit.SigningKey;
import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain.Broken;
import io.ionroller.engine.query.EventChain.Flaw;
import io.ionroller.engine.query.EventChain.Head;
import io.ionroller.engine.query.EventChain.Hole;
import io.ionroller.engine.query.EventChain.Piece;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditRoutesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void intact() {
        server.chain.failure = null;
        server.chain.pieces = List.of(new Piece(3, 1, List.of(), true));
    }

    private static List<JsonNode> lines(HttpResponse<String> response) {
        return response.body().lines().map(AuditRoutesTest::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void tellsProgressFindingsAndAtLastTheResult() {
        server.chain.pieces = List.of(
                new Piece(2_000, 3, List.of(new Broken("hello", 7, 19L, Flaw.ALTERED, "aa", "bb")), false),
                new Piece(2_500, 4, List.of(new Hole(12), new Head("hello", 9, "cc")), true));

        HttpResponse<String> response = server.get("/audit/verify?heads_at=40");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.body().lines())
                .containsExactly(
                        "{\"kind\":\"broken\",\"service\":\"hello\",\"sequence\":7,\"offset\":19,\"flaw\":\"altered\","
                                + "\"expected\":\"aa\",\"found\":\"bb\"}",
                        "{\"kind\":\"progress\",\"events\":2000,\"services\":3}",
                        "{\"kind\":\"hole\",\"offset\":12}",
                        "{\"kind\":\"head\",\"service\":\"hello\",\"sequence\":9,\"hash\":\"cc\"}",
                        "{\"kind\":\"result\",\"events\":2500,\"services\":4,\"intact\":false}");
        assertThat(server.chain.headsAt).isEqualTo(40);
    }

    @Test
    void asksForOneServiceAndSaysThatItIsIntact() {
        HttpResponse<String> response = server.get("/audit/verify?service=hello");

        assertThat(lines(response)).singleElement().satisfies(result -> {
            assertThat(result.path("kind").asText()).isEqualTo("result");
            assertThat(result.path("intact").asBoolean()).isTrue();
        });
        assertThat(server.chain.service).isEqualTo(new ServiceName("hello"));
        assertThat(server.chain.headsAt).isNull();
    }

    @Test
    void aServiceWithoutEventsIsNotCalledIntact() {
        server.chain.pieces = List.of(new Piece(0, 0, List.of(), true));

        assertThat(lines(server.get("/audit/verify?service=gone"))
                        .getLast()
                        .path("intact")
                        .asBoolean(true))
                .isFalse();
        assertThat(lines(server.get("/audit/verify")).getLast().path("intact").asBoolean())
                .isTrue();
    }

    @Test
    void saysWithAStatusThatTheStoreCannotBeRead() {
        server.chain.failure = new IllegalStateException("away");

        assertThat(server.get("/audit/verify").statusCode()).isEqualTo(503);
    }

    @Test
    void refusesBadParameters() {
        assertThat(server.get("/audit/verify?service=-No-").statusCode()).isEqualTo(400);
        assertThat(server.get("/audit/verify?heads_at=-1").statusCode()).isEqualTo(400);
        assertThat(server.get("/audit/verify?other=1").statusCode()).isEqualTo(400);
    }

    @Test
    void saysThatNoCheckpointsAreWritten() {
        HttpResponse<String> response = server.post("/audit/checkpoints", "");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).path("code").asText()).isEqualTo("checkpoints-off");
    }

    @Test
    void saysWhyACheckpointCouldNotBeWritten(@TempDir Path folder) throws IOException {
        CheckpointStore broken = new CheckpointStore() {
            @Override
            public Optional<Stored> newest() throws IOException {
                throw new IOException("the bucket audit-log refused ListObjectsV2: AccessDenied");
            }

            @Override
            public boolean add(Stored checkpoint) {
                return false;
            }

            @Override
            public String toString() {
                return "s3://audit-log/";
            }
        };
        SigningKey key = SigningKey.read(KeyFiles.generate(folder).privateKey());
        try (ApiServer writing =
                new ApiServer(new Checkpoints(server.chain, broken, key, InstantSource.system(), Runnable::run))) {
            HttpResponse<String> response = writing.post("/audit/checkpoints", "");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).path("code").asText()).isEqualTo("checkpoint-not-written");
            assertThat(json(response).path("detail").asText())
                    .isEqualTo("no checkpoint could be written to s3://audit-log/: the bucket audit-log refused"
                            + " ListObjectsV2: AccessDenied");
        }
    }
}
