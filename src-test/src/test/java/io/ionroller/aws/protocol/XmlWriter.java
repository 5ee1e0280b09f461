package io.ionroller.aws.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Writes SDK objects as the XML in which AWS answers. */
final class XmlWriter {

    private final StringBuilder out = new StringBuilder(1024);

    XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    XmlWriter open(String name, String namespace) {
        out.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    XmlWriter close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlWriter element(String name, String text) {
        open(name);
        escaped(text);
        return close(name);
    }

    XmlWriter members(SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (field.location() == MarshallLocation.PAYLOAD && isGiven(value)) {
                member(field.unmarshallLocationName(), field, value);
            }
        }
        return this;
    }

    static boolean isGiven(Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private void member(String name, SdkField<?> field, Object value) {
        switch (value) {
            case SdkPojo pojo -> open(name).members(pojo).close(name);
            case List<?> list -> list(name, field.getTrait(ListTrait.class), list);
            case Map<?, ?> map -> map(name, field.getTrait(MapTrait.class), map);
            default -> element(name, text(value));
        }
    }

    private void list(String name, ListTrait trait, List<?> list) {
        String each = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        if (!trait.isFlattened()) {
            open(name);
        }
        for (Object item : list) {
            member(trait.isFlattened() ? name : each, trait.memberFieldInfo(), item);
        }
        if (!trait.isFlattened()) {
            close(name);
        }
    }

    private void map(String name, MapTrait trait, Map<?, ?> map) {
        open(name);
        map.forEach((key, value) -> {
            open("entry").element(trait.keyLocationName(), key.toString());
            member(trait.valueLocationName(), trait.valueFieldInfo(), value);
            close("entry");
        });
        close(name);
    }

    private static String text(Object value) {
        return switch (value) {
            case Instant instant -> DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
            case SdkBytes bytes -> java.util.Base64.getEncoder().encodeToString(bytes.asByteArray());
            default -> value.toString();
        };
    }

    private void escaped(String text) {
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
