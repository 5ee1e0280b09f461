package io.ionroller.api.http;

import io.ionroller.api.access.Identity;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.service.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import scala.concurrent.duration.FiniteDuration;

/** A request on its way through one endpoint, with its whole body. Every method throws a {@link ProblemException} for bad input. */
final class ApiRequest {

    private static final int LONGEST_USER = 200;
    private static final int LONGEST_KEY = 255;
    private static final String ANONYMOUS = "anonymous";

    private final HttpRequest http;
    private final Admission admission;
    private final QueryParameters query;
    private final ByteString body;

    ApiRequest(HttpRequest http, Admission admission, QueryParameters query, ByteString body) {
        this.http = http;
        this.admission = admission;
        this.query = query;
        this.body = body;
    }

    /** The request itself, for what it says about its connection. */
    HttpRequest http() {
        return http;
    }

    /** Who asks. */
    Identity identity() {
        return admission.identity();
    }

    /** The services that the caller may see here, as of now; asked again it may be fewer. */
    ServiceScope scope() {
        return admission.identity().scope(admission.endpoint().operation().permission());
    }

    QueryParameters query() {
        return query;
    }

    /** A segment of the path. */
    String segment(String name) {
        return Objects.requireNonNull(admission.parameters().get(name), name);
    }

    ServiceName service() {
        return Objects.requireNonNull(admission.service(), "service");
    }

    /** A whole number from 1 in the path. */
    long number(String name) {
        String text = segment(name);
        if (text.matches("\\d{1,18}") && Long.parseLong(text) > 0) {
            return Long.parseLong(text);
        }
        throw Problem.parameter(name, text, "a whole number from 1").thrown();
    }

    /** Path and query with one parameter set. */
    String with(String name, String value) {
        return http.getUri().path() + query.with(name, value);
    }

    /** The body as text; empty when there is none. */
    String json() {
        if (body.isEmpty()) {
            return "";
        }
        String type = http.entity().getContentType().mediaType().toString();
        boolean untyped = header("Content-Type").isEmpty() && type.equals("application/octet-stream");
        if (!untyped && !type.equals("application/json") && !type.endsWith("+json")) {
            throw Problem.of(
                            Problem.Kind.UNSUPPORTED,
                            "unsupported-media-type",
                            "the body is " + type + ", wanted application/json",
                            "send the header Content-Type: application/json")
                    .thrown();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(
                            Problem.Kind.BAD_REQUEST,
                            "malformed-json",
                            "the body is not valid UTF-8",
                            "send JSON in UTF-8")
                    .thrown();
        }
    }

    /** Who asks, and under which key. */
    Caller caller() {
        return new Caller(who(), idempotencyKey(), hash(), admission.trace().traceparent());
    }

    /** Who asks, as events name it: whoever a credential proves or, where none is needed, whoever the request says. */
    String who() {
        String proven = admission.identity().name();
        return proven == null ? user() : proven;
    }

    /** The answer may take minutes; without this a request is given up after {@code pekko.http.server.request-timeout}. */
    void takesLong() {
        http.getHeader(TimeoutAccess.class)
                .ifPresent(header -> header.timeoutAccess().updateTimeout(FiniteDuration.create(10, TimeUnit.MINUTES)));
    }

    /** The only value of a header. */
    Optional<String> header(String name) {
        List<String> values = StreamSupport.stream(http.getHeaders().spliterator(), false)
                .filter(header -> header.is(name.toLowerCase(java.util.Locale.ROOT)))
                .map(HttpHeader::value)
                .toList();
        if (values.size() > 1) {
            throw Problem.header(name, String.join(", ", values), "the header at most once")
                    .thrown();
        }
        return values.stream().findFirst();
    }

    private String user() {
        String user = header("User")
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(ANONYMOUS);
        if (user.length() > LONGEST_USER || user.codePoints().anyMatch(ApiRequest::unprintable)) {
            throw Problem.header("User", user, "at most " + LONGEST_USER + " printable characters")
                    .thrown();
        }
        if (user.equals(EventMetadata.ENGINE) || Subject.proven(user)) {
            throw Problem.header("User", user, "another name: this one stands for who need not claim it")
                    .thrown();
        }
        return user;
    }

    private static boolean unprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> codePoint == 0xFFFD;
        };
    }

    private @Nullable String idempotencyKey() {
        String key = header("Idempotency-Key").orElse(null);
        if (key != null
                && (key.isEmpty() || key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c < ' ' || c > '~'))) {
            throw Problem.header("Idempotency-Key", key, "1 to " + LONGEST_KEY + " printable ASCII characters")
                    .thrown();
        }
        return key;
    }

    /** Of method, path and body: the same key with another request is a mistake, not a repetition. */
    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((http.method().name() + '\n' + http.getUri().path() + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
