package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.api.audit.CheckpointBucket;
import io.ionroller.api.audit.CheckpointPlace;
import io.ionroller.api.audit.CheckpointStore;
import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.CallRecord;
import io.ionroller.aws.CrashPoints;
import io.ionroller.aws.cloud.Seeds;
import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A bucket, with object lock, keeps what every place for checkpoints promises, whatever goes wrong on the way to it. */
final class CheckpointBucketTest extends CheckpointStoreContract {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-west-1";
    private static final String BUCKET = "audit-log";
    private static final Calls PUT = Calls.of("s3", "PutObject");
    private static final Calls GET = Calls.of("s3", "GetObject");
    private static final int SDK_ATTEMPTS = 3;

    private final AwsEndpoint aws = AwsEndpoint.start(AwsEndpoint.Options.manual());
    private final AwsCredentialsProvider credentials = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(aws.seed(ACCOUNT, REGION, Seeds::accessKey), "secret"));
    private final List<CheckpointStore> opened = new ArrayList<>();

    CheckpointBucketTest() {
        aws.seed(ACCOUNT, REGION, seeds -> seeds.lockedBucket(BUCKET, Duration.ofDays(365)));
    }

    @AfterEach
    void nothingWasAskedOrAnsweredThatAwsWouldNot() {
        opened.forEach(CheckpointStore::close);
        aws.close();
        assertThat(aws.findings().drift()).isEmpty();
        assertThat(aws.findings().requests()).isEmpty();
    }

    private CheckpointStore open(CheckpointPlace.Bucket place, AwsCredentialsProvider provider) {
        CheckpointStore store = new CheckpointBucket(place, provider);
        opened.add(store);
        return store;
    }

    private CheckpointStore node(String bucket, String prefix, String region, URI endpoint) {
        return open(
                new CheckpointPlace.Bucket(bucket, prefix, Optional.of(region), Optional.of(endpoint)), credentials);
    }

    @Override
    CheckpointStore node() {
        return node(BUCKET, "production/", REGION, aws.endpoint());
    }

    @Override
    void foreign(String name) {
        object("production/" + name);
    }

    private void object(String key) {
        aws.seed(ACCOUNT, REGION, seeds -> {
            seeds.object(BUCKET, key, key.getBytes(StandardCharsets.UTF_8));
            return key;
        });
    }

    private List<String> outcomes(String action) {
        return aws.calls().calls("s3", action).stream().map(CallRecord::outcome).toList();
    }

    @Test
    void isPutOnceThoughTheAnswerIsLost() throws IOException {
        aws.faults().next(1, PUT, new Fault.LostReply());

        assertThat(node().add(checkpoint(1, "mine"))).isTrue();
        assertThat(outcomes("PutObject")).containsExactly("OK, reply lost", "PreconditionFailed");
        assertThat(newest(node())).endsWith(" mine");
    }

    @Test
    void findsOutWhatBecameOfAPutThatWasNeverAnswered() throws IOException {
        aws.faults().next(1, PUT, new Fault.LostReply());
        aws.faults().next(SDK_ATTEMPTS, PUT, new Fault.Fails(503));

        assertThatThrownBy(() -> node().add(checkpoint(1, "mine")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the bucket audit-log refused PutObject of production/checkpoint-000000001.ndjson:"
                                + " ServiceUnavailable");
        assertThat(newest(node())).as("no call has had an effect").isEqualTo("none");

        aws.faults().clear();
        aws.faults().next(SDK_ATTEMPTS, PUT, new Fault.LostReply());
        assertThat(node().add(checkpoint(1, "mine"))).isTrue();
        assertThat(node().add(checkpoint(1, "mine")))
                .as("the same of another node")
                .isFalse();
    }

    @Test
    void isPutOnceThoughTheSecondAttemptIsDenied() throws IOException {
        aws.crashPoints(CrashPoints.after(1, () -> aws.faults().always(PUT, new Fault.Denied())));

        assertThat(node().add(checkpoint(1, "mine"))).isTrue();
        assertThat(outcomes("PutObject")).containsExactly("OK, reply lost", "AccessDenied");
    }

    /** The process ends, or hears nothing more, between a put and its answer; the next one goes on behind it. */
    @Test
    void goesOnBehindAPutOfWhichNobodyKnows() throws IOException {
        aws.faults().next(SDK_ATTEMPTS, PUT, new Fault.LostReply());
        aws.faults().next(SDK_ATTEMPTS, GET, new Fault.Fails(500));
        assertThatThrownBy(() -> node().add(checkpoint(1, "of the dead"))).isInstanceOf(IOException.class);

        CheckpointStore next = node();
        assertThat(newest(next)).isEqualTo("checkpoint-000000001.ndjson of the dead");
        assertThat(next.add(checkpoint(2, "of the living"))).isTrue();
    }

    @Test
    void triesAgainWhenAnotherIsJustPuttingTheName() throws IOException {
        Fault conflict = new Fault.Refused(
                "ConditionalRequestConflict", "A conflicting operation occurred during the upload.", 409);
        aws.faults().next(1, PUT, conflict);
        assertThat(node().add(checkpoint(1, "mine"))).isTrue();

        aws.faults().always(PUT, conflict);
        assertThat(node().add(checkpoint(1, "late"))).isFalse();
        assertThatThrownBy(() -> node().add(checkpoint(2, "never"))).hasMessageContaining("5 times because of others");
    }

    @Test
    void waitsWhenItIsThrottledAndThenSaysSo() throws IOException {
        aws.faults().next(1, PUT, new Fault.Throttled());
        assertThat(node().add(checkpoint(1, "mine"))).isTrue();

        aws.faults().always(Calls.all(), new Fault.Throttled());
        assertThatThrownBy(() -> node().add(checkpoint(2, "mine")))
                .hasMessageContaining("refused PutObject of production/checkpoint-000000002.ndjson: SlowDown:");
        assertThatThrownBy(() -> node().newest())
                .hasMessageContaining("refused ListObjectsV2 of production/checkpoint-: SlowDown:");
    }

    @Test
    void saysWhatIsNotAllowed() throws IOException {
        node().add(checkpoint(1, "mine"));
        for (String action : List.of("PutObject", "GetObject", "ListObjectsV2")) {
            aws.faults().clear();
            aws.faults().always(Calls.of("s3", action), new Fault.Denied());
            assertThatThrownBy(() -> {
                        node().newest();
                        node().add(checkpoint(2, "two"));
                    })
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageStartingWith("the bucket audit-log refused " + action + " of production/checkpoint-")
                    .hasMessageContaining(
                            "AccessDenied: User: arn:aws:iam::111111111111:user/tester is not authorized to"
                                    + " perform: s3:" + action + " (HTTP 403, request ");
        }
        assertThat(outcomes("PutObject")).as("a refusal is not tried again").hasSize(2);
    }

    @Test
    void saysWhatIsWrongWithTheBucket() {
        assertThatThrownBy(
                        () -> node("no-such-bucket", "", REGION, aws.endpoint()).newest())
                .hasMessageContaining(
                        "the bucket no-such-bucket refused ListObjectsV2 of checkpoint-: NoSuchBucket: The"
                                + " specified bucket does not exist (HTTP 404");
        assertThatThrownBy(() -> node(BUCKET, "", "us-east-1", aws.endpoint()).newest())
                .hasMessageContaining("expecting 'eu-west-1'");
        assertThatThrownBy(() -> node(BUCKET, "", REGION, URI.create("http://127.0.0.1:1"))
                        .newest())
                .hasNoCause()
                .hasMessageContaining("the bucket audit-log did not answer ListObjectsV2 of checkpoint-: ")
                .hasMessageContaining("Connection refused");
        CheckpointPlace.Bucket place =
                new CheckpointPlace.Bucket(BUCKET, "", Optional.of(REGION), Optional.of(aws.endpoint()));
        AwsCredentialsProvider none = AwsCredentialsProviderChain.of(() -> {
            throw new IllegalStateException("none here");
        });
        assertThatThrownBy(() -> open(place, none).newest())
                .hasMessageContaining("was not sent to the bucket audit-log: there are no AWS credentials");
    }

    @Test
    void findsTheNewestOfManyWithFewRequests() throws IOException {
        IntStream.rangeClosed(1, 60_000)
                .filter(number -> number < 20_000 || number > 40_000)
                .forEach(number -> foreign(checkpoint(number, "").name()));
        CheckpointStore store = node();

        assertThat(newest(store)).startsWith("checkpoint-000060000.ndjson");
        assertThat(outcomes("ListObjectsV2")).hasSizeLessThan(20);

        int before = outcomes("ListObjectsV2").size();
        store.add(checkpoint(60_001, "next"));
        assertThat(newest(store)).endsWith(" next");
        assertThat(outcomes("ListObjectsV2")).hasSize(before + 1);
    }

    @Test
    void findsTheNewestOfAnyNumber() throws IOException {
        for (int count : new int[] {999, 1_000, 1_001, 2_000, 3_001, 5_555}) {
            String prefix = count + "/";
            IntStream.rangeClosed(1, count)
                    .forEach(number -> object(prefix + checkpoint(number, "").name()));
            object(prefix + "checkpoint-999999999.ndjson.old");
            assertThat(newest(node(BUCKET, prefix, REGION, aws.endpoint())))
                    .startsWith(checkpoint(count, "").name());
        }
    }

    @Test
    void findsTheNewestBehindThousandsOfOthers() throws IOException {
        IntStream.range(0, 2_500).forEach(number -> foreign("checkpoint-000000001.ndjson." + number));
        IntStream.range(0, 2_500).forEach(number -> foreign("checkpoint-x" + number));
        foreign(checkpoint(2, "").name());

        assertThat(newest(node())).startsWith("checkpoint-000000002.ndjson");
    }

    /** A delete marker hides an object of a bucket with object lock, which stays there below it. */
    @Test
    void seesThatTheNewestWasDeleted() throws IOException {
        CheckpointStore store = node();
        store.add(checkpoint(1, "one"));
        store.add(checkpoint(2, "two"));
        assertThat(newest(store)).endsWith(" two");

        aws.seed(ACCOUNT, REGION, seeds -> seeds.deleteObject(BUCKET, "production/checkpoint-000000002.ndjson"));
        assertThat(newest(store)).endsWith(" one");
        aws.seed(ACCOUNT, REGION, seeds -> seeds.deleteObject(BUCKET, "production/checkpoint-000000001.ndjson"));
        assertThat(newest(store)).isEqualTo("none");
    }
}
