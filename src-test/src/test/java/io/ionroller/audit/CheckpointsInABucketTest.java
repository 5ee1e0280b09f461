package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.client.KeyFiles;
import io.ionroller.audit.AuditedServer.Ran;
import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.cloud.Seeds;
import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import io.ionroller.aws.scenario.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server writes its checkpoints into a bucket with object lock, and an auditor verifies against a copy of it. */
@Timeout(180)
final class CheckpointsInABucketTest {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-west-1";
    private static final int ASKED_FOR = 16;
    private static final String KEY = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";

    private final AwsEndpoint aws = AwsEndpoint.start(AwsEndpoint.Options.manual());

    @TempDir
    private Path folder;

    @BeforeEach
    void logIn() {
        aws.seed(ACCOUNT, REGION, seeds -> seeds.lockedBucket("audit-log", Duration.ofDays(365)));
        System.setProperty(KEY, aws.seed(ACCOUNT, REGION, Seeds::accessKey));
        System.setProperty(SECRET, "secret");
    }

    @AfterEach
    void logOut() {
        System.clearProperty(KEY);
        System.clearProperty(SECRET);
        aws.close();
        assertThat(aws.findings().drift()).isEmpty();
        assertThat(aws.findings().requests()).isEmpty();
    }

    private AuditedServer server(String kind, String interval) throws Exception {
        KeyFiles keys = KeyFiles.generate(folder);
        return new AuditedServer(folder, kind, """
                ionroller.audit.checkpoints {
                  bucket { name = audit-log, prefix = "production/", region = %s, endpoint = "%s" }
                  key = "%s", interval = %s
                }""".formatted(REGION, aws.endpoint(), keys.privateKey(), interval));
    }

    /** As {@code aws s3 sync s3://audit-log/production/ copy} does. */
    private List<String> synchronise(Path copy) throws IOException {
        Files.createDirectories(copy);
        URI endpoint = aws.endpoint();
        try (S3Client s3 = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(SystemPropertyCredentialsProvider.create())
                .region(Region.of(REGION))
                .endpointOverride(endpoint)
                .build()) {
            List<String> names =
                    s3.listObjectsV2(request -> request.bucket("audit-log").prefix("production/")).contents().stream()
                            .map(S3Object::key)
                            .map(key -> key.replace("production/", ""))
                            .toList();
            for (String name : names) {
                Files.write(
                        copy.resolve(name),
                        s3.getObjectAsBytes(
                                        request -> request.bucket("audit-log").key("production/" + name))
                                .asByteArray());
            }
            return names;
        }
    }

    private Ran verified(AuditedServer server, Path copy) {
        return server.run(
                "audit",
                "verify",
                "--checkpoint",
                copy.toString(),
                "--key",
                folder.resolve("ionroller-audit-public.pem").toString());
    }

    @Test
    void tellOfADeletedTail() throws Exception {
        Path copy = folder.resolve("copy");
        try (AuditedServer server = server("embedded", "1h")) {
            server.release("hello", "1.0.0");
            assertThat(server.run("audit", "checkpoint").exitCode()).isZero();
            server.release("hello", "2.0.0");
            assertThat(server.run("audit", "checkpoint").out())
                    .startsWith("checkpoint-000000002.ndjson covers 1 services");
            assertThat(synchronise(copy)).containsExactly("checkpoint-000000001.ndjson", "checkpoint-000000002.ndjson");
            assertThat(verified(server, copy).exitCode()).isZero();

            server.tamper("DELETE FROM event_journal WHERE event_offset >"
                    + " (SELECT max(event_offset) - 10 FROM event_journal)");

            Ran lastTen = verified(server, copy);
            assertThat(lastTen.exitCode()).isEqualTo(1);
            assertThat(lastTen.out())
                    .contains("hello: the checkpoint says event", "10 events were removed from the end");
            assertThat(server.run("audit", "checkpoint").err())
                    .as("the server compares with the newest in the bucket")
                    .contains("checkpoint 2 of ", " says that hello has event ");
            assertThat(synchronise(copy)).hasSize(2);
        }
    }

    @Test
    void areWrittenByThemselvesAndOneWhoseAnswerIsLostIsOne() throws Exception {
        Path copy = folder.resolve("copy");
        aws.faults().next(1, Calls.of("s3", "PutObject"), new Fault.LostReply());
        try (AuditedServer server = server("embedded", "1s")) {
            server.release("hello", "1.0.0");
            Awaitility.await("a checkpoint of everything")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> synchronise(copy).stream().anyMatch(name -> covers(copy.resolve(name), server)));
            assertThat(verified(server, copy).out()).startsWith("Intact: ").contains("compared with checkpoint ");
        }
    }

    /** As in a divided cluster: both think that they lead, and both are asked. */
    @Test
    void areOneChainThoughTwoNodesWriteThem() throws Exception {
        Path copy = folder.resolve("copy");
        aws.faults().add(Calls.of("s3", "PutObject"), new Fault.LostReply(), 0.2, Faults.ALWAYS);
        try (AuditedServer one = server("postgresql", "1s");
                AuditedServer two = one.beside(folder.resolve("two"))) {
            IntStream.range(0, ASKED_FOR).parallel().forEach(i -> {
                one.configure("service-" + i, AuditedServer.CONFIGURATION);
                Ran written = (i % 2 == 0 ? one : two).run("audit", "checkpoint");
                assertThat(written).extracting(Ran::exitCode, Ran::err).containsExactly(0, "");
            });

            assertThat(synchronise(copy).size()).isGreaterThanOrEqualTo(ASKED_FOR);
            assertThat(verified(two, copy).out()).startsWith("Intact: ").contains("compared with checkpoint ");
        }
    }

    private static boolean covers(Path file, AuditedServer server) {
        try {
            String newest = server.read("SELECT max(event_offset) FROM event_journal");
            return Files.readString(file).contains("\"offset\":" + newest + ",");
        } catch (IOException | java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
