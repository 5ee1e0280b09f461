package io.ionroller.api.audit;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Checkpoints as objects of a bucket. An object is put on the condition that its name is free, with the SHA-256 of its content, and
 * is never replaced, renamed or deleted: so the bucket may lock its objects. A put takes effect whole or not at all; each carries an
 * id of its own in the object's metadata ({@code ionroller-put}), by which a put whose answer was lost is told from one that another
 * node has won, even with the same content.
 *
 * <p>The newest is found without reading all names, which S3 lists in ascending order only: the names after number <i>n</i> are asked
 * for, with <i>n</i> further ahead each time, and the last gap is halved. That is one request if this process has looked before
 * and fewer than a thousand were added since; after a start about 20 for a million checkpoints, of up to a thousand names each.
 */
public final class CheckpointBucket implements CheckpointStore {

    private static final String PUT_ID = "ionroller-put";
    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
    private static final long GREATEST_NUMBER = 999_999_999;
    private static final int NAMES_IN_A_PAGE = 1_000;
    /** Of names that are no checkpoints, before there is one that is. */
    private static final int MOST_FOREIGN_PAGES = 1_000;

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private long known;

    /**
     * Connects to nothing yet.
     *
     * @throws SdkClientException if the region is named nowhere
     */
    public CheckpointBucket(CheckpointPlace.Bucket place, AwsCredentialsProvider credentials) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(LONGEST_CONNECT)
                        .socketTimeout(LONGEST_SILENCE))
                .credentialsProvider(credentials)
                // It is small: sent in one piece, which stores other than AWS's understand too.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
        place.region().map(Region::of).ifPresent(builder::region);
        place.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        this.s3 = builder.build();
        this.bucket = place.name();
        this.prefix = place.prefix();
    }

    /** With the credentials that AWS's SDKs find by themselves. */
    static CheckpointBucket open(CheckpointPlace.Bucket place) {
        try {
            return new CheckpointBucket(
                    place, DefaultCredentialsProvider.builder().build());
        } catch (SdkClientException e) {
            throw new ConfigException.BadValue(
                    "ionroller.audit.checkpoints.bucket.region",
                    "must be set, because AWS_REGION, the profile and the machine name no region either",
                    e);
        }
    }

    @Override
    public Optional<Stored> newest() throws IOException {
        long number = greatestAfter(Math.max(0, known - 1));
        if (number == 0 && known > 1) {
            // What this process knew is not there any more.
            number = greatestAfter(0);
        }
        known = number;
        if (number == 0) {
            return Optional.empty();
        }
        String name = Checkpoints.name(number);
        byte[] document = object(name)
                .orElseThrow(() -> new IOException(
                        "the bucket " + bucket + " lists " + prefix + name + " but does not have it: was it deleted?"))
                .asByteArray();
        return Optional.of(new Stored(name, document));
    }

    /** The greatest number of all; 0 if none is greater than the given one. */
    private long greatestAfter(long number) throws IOException {
        long greatest = 0;
        long from = number;
        long nothingAfter = GREATEST_NUMBER;
        long step = 0;
        while (from < nothingAfter) {
            long asked = from + Math.min(step, (nothingAfter - from) / 2);
            Page page = pageAfter(asked);
            if (page.greatest().isEmpty()) {
                nothingAfter = asked;
            } else {
                greatest = page.greatest().getAsLong();
                from = page.last() ? nothingAfter : greatest;
                step = Math.max(NAMES_IN_A_PAGE, step * 2);
            }
        }
        return greatest;
    }

    /** @param last whether there is nothing behind it */
    private record Page(OptionalLong greatest, boolean last) {}

    /** The first page with checkpoints whose numbers are greater than the given one. */
    private Page pageAfter(long number) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix + "checkpoint-")
                .startAfter(prefix + Checkpoints.name(number))
                .maxKeys(NAMES_IN_A_PAGE)
                .build();
        try {
            int pages = 0;
            for (ListObjectsV2Response page : s3.listObjectsV2Paginator(request)) {
                OptionalLong greatest = page.contents().stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(prefix.length()))
                        .filter(Checkpoints::isName)
                        .mapToLong(Checkpoints::number)
                        .filter(found -> found > number)
                        .max();
                if (greatest.isPresent()) {
                    return new Page(greatest, !Boolean.TRUE.equals(page.isTruncated()));
                }
                if (++pages == MOST_FOREIGN_PAGES) {
                    throw new IOException("the bucket " + bucket + " has too much else under " + request.prefix());
                }
            }
            return new Page(OptionalLong.empty(), true);
        } catch (SdkException e) {
            throw failure("ListObjectsV2 of " + request.prefix(), e);
        }
    }

    private Optional<ResponseBytes<GetObjectResponse>> object(String name) throws IOException {
        try {
            return Optional.of(s3.getObjectAsBytes(
                    request -> request.bucket(bucket).key(prefix + name).checksumMode(ChecksumMode.ENABLED)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failure("GetObject of " + prefix + name, e);
        }
    }

    @Override
    public boolean add(Stored checkpoint) throws IOException {
        String id = UUID.randomUUID().toString();
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(prefix + checkpoint.name())
                .ifNoneMatch("*")
                .checksumSHA256(sha256(checkpoint.document()))
                .contentType("application/x-ndjson")
                .metadata(Map.of(PUT_ID, id))
                .build();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                s3.putObject(request, RequestBody.fromBytes(checkpoint.document()));
                return true;
            } catch (SdkException e) {
                IOException failure = failure("PutObject of " + request.key(), e);
                Optional<String> writer = writer(checkpoint.name(), failure);
                if (writer.isPresent()) {
                    return writer.get().equals(id);
                }
                if (!isConflict(e)) {
                    throw failure;
                }
            }
        }
        throw new IOException("the bucket " + bucket + " refused PutObject of " + request.key() + " " + ATTEMPTS
                + " times because of others, but has no such object");
    }

    /** Whose put has made the object; empty if there is none. Any failure may hide one, as an attempt before it may have worked. */
    private Optional<String> writer(String name, IOException put) throws IOException {
        try {
            return object(name).map(there -> there.response().metadata().getOrDefault(PUT_ID, ""));
        } catch (IOException e) {
            put.addSuppressed(e);
            throw put;
        }
    }

    /** 412: the name is taken. 409: somebody else is just putting or deleting it. Source: "Conditional writes" of S3. */
    private static boolean isConflict(SdkException e) {
        return e instanceof AwsServiceException refused && (refused.statusCode() == 412 || refused.statusCode() == 409);
    }

    private IOException failure(String action, SdkException e) {
        if (e instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            return new IOException("the bucket " + bucket + " refused " + action + ": "
                    + refused.awsErrorDetails().errorCode() + ": "
                    + refused.awsErrorDetails().errorMessage() + " (HTTP " + refused.statusCode() + ", request "
                    + refused.requestId() + ")");
        }
        String message = String.valueOf(e.getMessage());
        return new IOException(
                message.startsWith("Unable to load credentials")
                        ? action + " was not sent to the bucket " + bucket
                                + ": there are no AWS credentials, neither in"
                                + " the environment nor in a profile nor of the machine"
                        : "the bucket " + bucket + " did not answer " + action + ": " + message);
    }

    private static String sha256(byte[] document) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
