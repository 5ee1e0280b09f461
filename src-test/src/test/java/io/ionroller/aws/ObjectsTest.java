package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3. */
@SuppressWarnings("unchecked") // The SDK builders take any number of consumers.
final class ObjectsTest extends AwsTest {

    private final String open = endpoint.seed(ACCOUNT, REGION, seeds -> seeds.bucket("open"));
    private final String locked =
            endpoint.seed(ACCOUNT, REGION, seeds -> seeds.lockedBucket("locked", Duration.ofDays(1)));

    private CompletableFuture<PutObjectResponse> put(
            String bucket, String key, String content, Consumer<PutObjectRequest.Builder> more) {
        return aws.objects()
                .putObject(
                        request -> more.accept(request.bucket(bucket).key(key)), AsyncRequestBody.fromString(content));
    }

    private CompletableFuture<PutObjectResponse> put(String bucket, String key, String content) {
        return put(bucket, key, content, request -> {});
    }

    private CompletableFuture<String> get(String bucket, String key) {
        return aws.objects()
                .getObject(request -> request.bucket(bucket).key(key), AsyncResponseTransformer.toBytes())
                .thenApply(bytes -> bytes.asUtf8String());
    }

    private DeleteObjectResponse delete(String bucket, String key) {
        return aws.objects()
                .deleteObject(request -> request.bucket(bucket).key(key))
                .join();
    }

    @Test
    void givesBackWhatWasPut() {
        put(open, "a/b c+d.txt", "grüß dich\n", request -> request.metadata(Map.of("writer", "me")))
                .join();
        var answer = aws.objects()
                .getObject(request -> request.bucket(open).key("a/b c+d.txt"), AsyncResponseTransformer.toBytes())
                .join();
        assertThat(answer.asUtf8String()).isEqualTo("grüß dich\n");
        assertThat(answer.response().metadata()).containsExactly(Map.entry("writer", "me"));
        assertThat(code(get(open, "a"))).isEqualTo("NoSuchKey");
        assertThat(code(get("none", "a"))).isEqualTo("NoSuchBucket");
    }

    @Test
    void putsOnConditionThatNothingIsThere() {
        put(open, "a", "first", request -> request.ifNoneMatch("*")).join();
        assertThat(refusal(put(open, "a", "second", request -> request.ifNoneMatch("*")))
                        .statusCode())
                .isEqualTo(412);
        assertThat(get(open, "a").join()).isEqualTo("first");
        put(open, "a", "third").join();
        assertThat(get(open, "a").join()).isEqualTo("third");
    }

    @Test
    void refusesContentThatDoesNotFitItsChecksum() {
        assertThat(code(put(open, "a", "content", request -> request.checksumSHA256("AAAA"))))
                .isEqualTo("BadDigest");
        assertThat(code(get(open, "a"))).isEqualTo("NoSuchKey");
    }

    @Test
    void keepsEveryVersionWhereObjectsAreLocked() {
        String first = put(locked, "a", "first").join().versionId();
        put(locked, "a", "second").join();
        assertThat(get(locked, "a").join()).isEqualTo("second");
        assertThat(delete(locked, "a").deleteMarker()).isTrue();
        assertThat(code(get(locked, "a"))).isEqualTo("NoSuchKey");
        put(locked, "a", "third", request -> request.ifNoneMatch("*")).join();

        assertThat(code(version("a", first))).isEqualTo("AccessDenied");
        assertThat(aws.objects()
                        .getObject(
                                request -> request.bucket(locked).key("a").versionId(first),
                                AsyncResponseTransformer.toBytes())
                        .join()
                        .asUtf8String())
                .isEqualTo("first");
        advance(24 * 60 * 60);
        version("a", first).join();
        assertThat(code(version("a", first))).isEqualTo("NoSuchVersion");
    }

    private CompletableFuture<DeleteObjectResponse> version(String key, String id) {
        return aws.objects()
                .deleteObject(request -> request.bucket(locked).key(key).versionId(id));
    }

    @Test
    void deletesWhereNothingIsLocked() {
        put(open, "a", "first").join();
        assertThat(delete(open, "a").deleteMarker()).isNull();
        assertThat(code(get(open, "a"))).isEqualTo("NoSuchKey");
        delete(open, "a");
    }

    @Test
    void listsNamesInOrderPageByPage() {
        for (int number = 0; number < 2_345; number++) {
            String key = "p/%04d".formatted(number);
            endpoint.seed(ACCOUNT, REGION, seeds -> {
                seeds.object(open, key, new byte[0]);
                return key;
            });
        }
        put(open, "q", "other").join();
        List<String> seen = new ArrayList<>();
        aws.objects()
                .listObjectsV2Paginator(
                        request -> request.bucket(open).prefix("p/").startAfter("p/0001"))
                .contents()
                .subscribe((S3Object object) -> seen.add(object.key()))
                .join();
        assertThat(seen).hasSize(2_343).startsWith("p/0002").endsWith("p/2344").isSorted();
        assertThat(endpoint.calls().calls("s3", "ListObjectsV2")).hasSize(3);
        assertThat(code(aws.objects()
                        .listObjectsV2(request -> request.bucket(open).continuationToken("?"))))
                .isEqualTo("InvalidArgument");
    }

    @Test
    void namesTheRegionThatIsWrongAndHidesForeignBuckets() {
        assertThat(refusal(aws.in("us-east-1").objects().listObjectsV2(request -> request.bucket(open)))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("expecting 'eu-west-1'");
        SeededAccount stranger = endpoint.seed("222222222222", REGION);
        assertThat(code(Clients.of(endpoint, stranger).objects().listObjectsV2(request -> request.bucket(open))))
                .isEqualTo("AccessDenied");
    }
}
