package io.ionroller.deploy.local.router;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.util.ByteString;

/** An answer of the router itself, RFC 9457. */
record Problem(int status, String name, String detail) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ContentType.WithFixedCharset TYPE = MediaTypes.applicationWithFixedCharset(
                    "problem+json", HttpCharsets.UTF_8)
            .toContentType();

    static Problem of(int status, String name, String detail) {
        return new Problem(status, name, detail);
    }

    HttpResponse response() {
        ObjectNode json = JSON.createObjectNode()
                .put("type", "urn:ionroller:problem:" + name)
                .put("title", name.replace('-', ' '))
                .put("status", status)
                .put("detail", detail);
        return HttpResponse.create()
                .withStatus(StatusCodes.get(status))
                .withEntity(HttpEntities.create(TYPE, ByteString.fromString(json.toString())));
    }
}
