package io.ionroller.aws.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP answer. */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    public static HttpAnswer of(int status, Map<String, String> headers, String body) {
        return new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
