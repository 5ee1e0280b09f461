package io.ionroller.aws.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills an SDK object from a received value; refuses members that its shape does not have. */
final class PojoReader {

    private PojoReader() {}

    static Object read(SdkPojo builder, Source source, String path) {
        Set<String> unknown = new HashSet<>(source.names());
        for (SdkField<?> field : builder.sdkFields()) {
            unknown.remove(field.locationName());
            source.member(field.locationName())
                    .ifPresent(value -> field.set(builder, value(field, value, path + "." + field.memberName())));
        }
        if (!unknown.isEmpty()) {
            throw new UnknownMember(path.substring(1 + path.indexOf('.')), unknown);
        }
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, Source source, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> read(field.constructor().get(), source, path);
            case LIST -> list(field.getTrait(ListTrait.class), source, path);
            case MAP -> map(field.getTrait(MapTrait.class), source, path);
            default -> scalar(field, source.text(), path);
        };
    }

    private static List<Object> list(ListTrait trait, Source source, String path) {
        return source.items(trait).stream()
                .map(item -> value(trait.memberFieldInfo(), item, path))
                .toList();
    }

    private static Map<String, Object> map(MapTrait trait, Source source, String path) {
        Map<String, Object> map = new LinkedHashMap<>();
        source.entries(trait).forEach((key, value) -> map.put(key, value(trait.valueFieldInfo(), value, path)));
        return map;
    }

    private static Object scalar(SdkField<?> field, String text, String path) {
        try {
            return switch (field.marshallingType().getKnownType()) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BIG_DECIMAL -> new BigDecimal(text);
                case BOOLEAN -> Boolean.valueOf(text);
                case INSTANT -> instant(text);
                case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
                default -> throw new IllegalStateException("Not a scalar: " + field.memberName());
            };
        } catch (IllegalArgumentException e) {
            throw new Refusal("MalformedInput", path + ": " + text + " is no " + field.marshallingType());
        }
    }

    private static Instant instant(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
    }
}
