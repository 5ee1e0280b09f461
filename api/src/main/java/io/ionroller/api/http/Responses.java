package io.ionroller.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ionroller.engine.json.Json;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Makes answers from views. */
final class Responses {

    /** Objects as a stream, one per line. */
    static final String LINES = "application/x-ndjson";

    static final ContentType LINES_TYPE = ContentTypes.create(MediaTypes.customBinary("application", "x-ndjson", true));
    private static final ByteString LINE_END = ByteString.fromString("\n");

    private Responses() {}

    /** A stream of views, written as the client takes them. */
    static HttpResponse lines(Source<?, NotUsed> views) {
        return stream(LINES_TYPE, views.map(Responses::line));
    }

    static HttpResponse ok(Object view) {
        return json(200, ContentTypes.APPLICATION_JSON, view);
    }

    static HttpResponse json(int status, Object view) {
        return json(status, ContentTypes.APPLICATION_JSON, view);
    }

    static HttpResponse json(int status, ContentType type, Object view) {
        return HttpResponse.create().withStatus(status).withEntity(type, bytes(view));
    }

    static HttpResponse text(String text) {
        return HttpResponse.create().withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
    }

    /** A view in a line of its own. */
    static ByteString line(Object view) {
        return bytes(view).concat(LINE_END);
    }

    /** A stream of bytes, written as the client takes them. */
    static HttpResponse stream(ContentType type, Source<ByteString, ?> bytes) {
        return HttpResponse.create().withEntity(HttpEntities.createChunked(type, bytes));
    }

    /** One page; {@code next} is the path and query of the following one. */
    static HttpResponse page(Object view, @Nullable String next) {
        HttpResponse response = ok(view);
        return next == null ? response : response.addHeader(RawHeader.create("Link", "<" + next + ">; rel=\"next\""));
    }

    /** What every answer has. */
    static HttpResponse secured(HttpResponse response) {
        return response.addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
                .addHeader(RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
                .addHeader(RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"))
                .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"))
                .addHeader(RawHeader.create("X-Frame-Options", "DENY"))
                .addHeader(RawHeader.create("Cache-Control", "no-store"));
    }

    static ByteString bytes(Object view) {
        try {
            return ByteString.fromArrayUnsafe(Json.mapper().writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + view.getClass(), e);
        }
    }
}
