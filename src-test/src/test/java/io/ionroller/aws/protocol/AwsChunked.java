package io.ionroller.aws.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A body in chunks with a signature each, and headers that come after it. The signatures are not verified.
 *
 * <p>Source: "Signature calculations: transferring payload in multiple chunks" and "... including trailing headers" of S3.
 *
 * @param trailers by lower-case name
 */
record AwsChunked(byte[] content, Map<String, String> trailers) {

    static boolean isSent(HttpCall call) {
        return call.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-");
    }

    static AwsChunked parse(byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int position = 0;
        int size;
        do {
            String head = line(body, position);
            size = Integer.parseInt(head.replaceFirst(";.*", ""), 16);
            position += head.length() + 2;
            content.write(body, position, size);
            position += size == 0 ? 0 : size + 2;
        } while (size > 0);
        Map<String, String> trailers = new HashMap<>();
        for (String trailer = line(body, position); !trailer.isEmpty(); trailer = line(body, position)) {
            int colon = trailer.indexOf(':');
            trailers.put(
                    trailer.substring(0, colon).toLowerCase(Locale.ROOT),
                    trailer.substring(colon + 1).strip());
            position += trailer.length() + 2;
        }
        return new AwsChunked(content.toByteArray(), trailers);
    }

    private static String line(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != '\r') {
            end++;
        }
        return new String(body, from, Math.max(0, end - from), StandardCharsets.US_ASCII);
    }
}
