package io.ionroller.aws.protocol;

import io.ionroller.aws.model.HttpRoute;
import io.ionroller.aws.model.ServiceModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** S3's REST-XML, with the bucket in the path: members in headers, bodies of bytes, and errors without an envelope. */
record ObjectWire(ServiceModel model) implements Wire {

    /** Of the transport, not of an operation. The SDK has a checksum with requests too that have no content. */
    private static final Set<String> TRANSPORT = Set.of(
            "x-amz-checksum-crc32",
            "x-amz-content-sha256",
            "x-amz-date",
            "x-amz-decoded-content-length",
            "x-amz-security-token",
            "x-amz-te",
            "x-amz-trailer",
            "x-amz-user-agent");

    @Override
    public String action(HttpCall call) {
        return route(call).operation();
    }

    private HttpRoute route(HttpCall call) {
        return model.routes().stream()
                .filter(route -> route.matches(call.method(), call.path(), call.query()))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal("MethodNotAllowed", call.method() + " " + call.path() + "?" + call.query(), 405));
    }

    @Override
    public byte[] payload(HttpCall call) {
        return AwsChunked.isSent(call) ? AwsChunked.parse(call.body()).content() : call.body();
    }

    @Override
    public Object request(String action, HttpCall call, SdkPojo builder) {
        Map<String, Source> members = new LinkedHashMap<>();
        route(call).labels(call.path()).forEach((name, value) -> members.put(name, Given.text(value)));
        Set<String> fixed = route(call).query();
        for (String pair : call.query().split("&")) {
            if (!pair.isEmpty() && !fixed.contains(pair)) {
                String[] parts = pair.split("=", 2);
                members.put(decoded(parts[0]), Given.text(parts.length == 2 ? decoded(parts[1]) : ""));
            }
        }
        members.putAll(headers(call, builder));
        return PojoReader.read(builder, new Given(members, ""), action);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Headers that are members, and those that should be one. */
    private static Map<String, Source> headers(HttpCall call, SdkPojo builder) {
        Map<String, String> all = new HashMap<>(call.headers());
        if (AwsChunked.isSent(call)) {
            all.putAll(AwsChunked.parse(call.body()).trailers());
            all.remove("content-encoding", "aws-chunked");
        }
        Map<String, Source> members = new LinkedHashMap<>();
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.location() == MarshallLocation.HEADER) {
                taken(field, all).ifPresent(value -> members.put(field.locationName(), value));
            }
        }
        all.forEach((header, value) -> {
            if (header.startsWith("x-amz-") && !TRANSPORT.contains(header)) {
                members.put(header, Given.text(value));
            }
        });
        return members;
    }

    /** Takes a member out of the headers; a map has all that begin with its name. */
    private static Optional<Source> taken(SdkField<?> field, Map<String, String> headers) {
        String name = field.locationName().toLowerCase(Locale.ROOT);
        if (field.getTrait(MapTrait.class) == null) {
            return Optional.ofNullable(headers.remove(name)).map(Given::text);
        }
        Map<String, Source> entries = new LinkedHashMap<>();
        headers.forEach((header, value) -> {
            if (header.startsWith(name)) {
                entries.put(header.substring(name.length()), Given.text(value));
            }
        });
        headers.keySet().removeIf(header -> header.startsWith(name));
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Given(entries, ""));
    }

    @Override
    public HttpAnswer answer(String action, SdkPojo response, String requestId) {
        Map<String, String> headers = new HashMap<>(Map.of("x-amz-request-id", requestId));
        boolean structure = false;
        for (SdkField<?> field : response.sdkFields()) {
            Object value = field.getValueOrDefault(response);
            if (field.location() == MarshallLocation.HEADER && XmlWriter.isGiven(value)) {
                header(field.unmarshallLocationName(), value, headers);
            }
            structure |= field.location() == MarshallLocation.PAYLOAD;
        }
        String body = "";
        if (structure) {
            headers.put("Content-Type", "application/xml");
            body = new XmlWriter()
                    .open(action + "Result", "http://s3.amazonaws.com/doc/" + model.version() + "/")
                    .members(response)
                    .close(action + "Result")
                    .toString();
        }
        int status = model.routes().stream()
                .filter(route -> route.operation().equals(action))
                .findFirst()
                .orElseThrow()
                .status();
        return HttpAnswer.of(status, headers, body);
    }

    private static void header(String name, Object value, Map<String, String> headers) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, each) -> headers.put(name + key, each.toString()));
            case Instant instant ->
                headers.put(name, DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC)));
            default -> headers.put(name, value.toString());
        }
    }

    @Override
    public HttpAnswer refusal(String code, String message, int status, String requestId) {
        XmlWriter out = new XmlWriter().open("Error").element("Code", code).element("Message", message);
        out.element("RequestId", requestId).close("Error");
        return HttpAnswer.of(
                status, Map.of("Content-Type", "application/xml", "x-amz-request-id", requestId), out.toString());
    }

    /** What is given in path, query and headers. */
    private record Given(Map<String, Source> members, String text) implements Source {

        static Source text(String text) {
            return new Given(Map.of(), text);
        }

        @Override
        public Set<String> names() {
            return members.keySet();
        }

        @Override
        public Optional<Source> member(String name) {
            return Optional.ofNullable(members.get(name));
        }

        @Override
        public List<Source> items(ListTrait trait) {
            return List.of(this);
        }

        @Override
        public Map<String, Source> entries(MapTrait trait) {
            return members;
        }
    }
}
