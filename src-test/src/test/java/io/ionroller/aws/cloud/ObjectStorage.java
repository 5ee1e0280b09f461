package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3: strongly consistent, so reads are never old. Rules: API_PutObject, API_ListObjectsV2, API_DeleteObject (texts); "Conditional
 * writes", "Error responses", "Locking objects with Object Lock" of its user guide.
 */
public final class ObjectStorage {

    private static final int MOST_KEYS = 1_000;

    private ObjectStorage() {}

    public static Actions actions() {
        return new Actions()
                .on(PutObjectRequest.class, ObjectStorage::put)
                .on(GetObjectRequest.class, ObjectStorage::get)
                .on(ListObjectsV2Request.class, ObjectStorage::list)
                .on(DeleteObjectRequest.class, ObjectStorage::delete);
    }

    /** Names of buckets are one space for all accounts. */
    private static Bucket bucket(Call call, String name) {
        Account owner = call.cloud().accounts().stream()
                .filter(account -> account.buckets().containsKey(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("NoSuchBucket", "The specified bucket does not exist", 404));
        if (!owner.equals(call.account())) {
            throw new Refusal("AccessDenied", "Access Denied", 403);
        }
        Bucket bucket = owner.buckets().get(name);
        if (!bucket.region().equals(call.region().name())) {
            throw new Refusal(
                    "AuthorizationHeaderMalformed",
                    "The authorization header is malformed; the region '"
                            + call.region().name() + "' is wrong; expecting '" + bucket.region() + "'",
                    400);
        }
        return bucket;
    }

    private static SdkPojo put(Call call, PutObjectRequest request) {
        Bucket bucket = bucket(call, request.bucket());
        byte[] bytes = call.payload().sent();
        check(bucket, request, bytes);
        if (request.objectLockModeAsString() != null || request.ifMatch() != null) {
            throw new Refusal("NotImplemented", "A header you provided implies functionality that is not here", 501);
        }
        if ("*".equals(request.ifNoneMatch()) && bucket.current(request.key()).isPresent()) {
            throw new Refusal(
                    "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
        }
        Bucket.Version version = bucket.put(
                call.cloud().ids(),
                request.key(),
                new Bucket.Content(bytes, request.metadata(), request.contentType(), request.checksumSHA256()),
                call.now());
        return PutObjectResponse.builder()
                .eTag(tag(bytes))
                .versionId(version.id())
                .checksumSHA256(request.checksumSHA256())
                .build();
    }

    private static void check(Bucket bucket, PutObjectRequest request, byte[] bytes) {
        boolean checked = checksum("MD5", request.contentMD5(), bytes);
        checked |= checksum("SHA-256", request.checksumSHA256(), bytes);
        checked |= crc(request.checksumCRC32(), bytes);
        if (bucket.locks() && !checked) {
            throw new Refusal(
                    "InvalidRequest",
                    "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock"
                            + " parameters",
                    400);
        }
    }

    private static boolean checksum(String algorithm, @Nullable String given, byte[] bytes) {
        return digested(given, digest(algorithm, bytes));
    }

    private static boolean crc(@Nullable String given, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return digested(
                given, ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static boolean digested(@Nullable String given, byte[] digest) {
        if (given != null && !given.equals(Base64.getEncoder().encodeToString(digest))) {
            throw new Refusal("BadDigest", "The checksum you specified did not match what we received.", 400);
        }
        return given != null;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(digest("MD5", bytes)) + '"';
    }

    private static SdkPojo get(Call call, GetObjectRequest request) {
        Bucket bucket = bucket(call, request.bucket());
        Bucket.Version version = request.versionId() == null
                ? bucket.current(request.key())
                        .orElseThrow(() -> new Refusal("NoSuchKey", "The specified key does not exist.", 404))
                : version(bucket, request.key(), request.versionId());
        Bucket.Content content = version.content();
        if (content == null) {
            throw new Refusal("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
        }
        call.payload().answer(content.bytes());
        return GetObjectResponse.builder()
                .eTag(tag(content.bytes()))
                .lastModified(version.since())
                .contentType(content.type())
                .metadata(content.metadata())
                .versionId(version.id())
                .checksumSHA256(request.checksumMode() == ChecksumMode.ENABLED ? content.sha256() : null)
                .build();
    }

    private static Bucket.Version version(Bucket bucket, String key, String id) {
        return bucket.version(key, id)
                .orElseThrow(() -> new Refusal("NoSuchVersion", "The specified version does not exist.", 404));
    }

    private static SdkPojo list(Call call, ListObjectsV2Request request) {
        Bucket bucket = bucket(call, request.bucket());
        if (request.delimiter() != null) {
            throw new Refusal("NotImplemented", "A parameter you provided implies functionality that is not here", 501);
        }
        String prefix = Objects.toString(request.prefix(), "");
        String after = request.continuationToken() == null
                ? Objects.toString(request.startAfter(), "")
                : decoded(request.continuationToken());
        int most = Math.min(MOST_KEYS, request.maxKeys() == null ? MOST_KEYS : request.maxKeys());
        List<String> found = bucket.keys(prefix, after, most + 1);
        boolean more = found.size() > most;
        List<String> keys = more ? found.subList(0, most) : found;
        return ListObjectsV2Response.builder()
                .name(bucket.name())
                .prefix(prefix)
                .startAfter(request.startAfter())
                .continuationToken(request.continuationToken())
                .maxKeys(most)
                .keyCount(keys.size())
                .isTruncated(more)
                .nextContinuationToken(more ? encoded(keys.getLast()) : null)
                .encodingType(request.encodingType())
                .contents(keys.stream()
                        .map(key -> listed(bucket, key, request.encodingType() == EncodingType.URL))
                        .toList())
                .build();
    }

    private static S3Object listed(Bucket bucket, String key, boolean encoded) {
        Bucket.Version version = bucket.current(key).orElseThrow();
        byte[] bytes =
                version.content() == null ? new byte[0] : version.content().bytes();
        return S3Object.builder()
                .key(encoded ? URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/") : key)
                .size((long) bytes.length)
                .eTag(tag(bytes))
                .lastModified(version.since())
                .storageClass("STANDARD")
                .build();
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal("InvalidArgument", "The continuation token provided is incorrect", 400);
        }
    }

    private static SdkPojo delete(Call call, DeleteObjectRequest request) {
        Bucket bucket = bucket(call, request.bucket());
        DeleteObjectResponse.Builder answer = DeleteObjectResponse.builder();
        if (request.versionId() == null) {
            bucket.delete(call.cloud().ids(), request.key(), call.now())
                    .ifPresent(marker -> answer.deleteMarker(true).versionId(marker.id()));
            return answer.build();
        }
        Bucket.Version version = version(bucket, request.key(), request.versionId());
        if (bucket.isLocked(version, call.now())) {
            throw new Refusal("AccessDenied", "Access Denied because object protected by object lock.", 403);
        }
        bucket.remove(request.key(), version);
        return answer.versionId(version.id()).build();
    }
}
