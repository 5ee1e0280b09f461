package io.ionroller.aws.cloud;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.utils.builder.Buildable;

/** Copies members of the same names between classes that AWS has once for requests and once for answers. */
final class Conversion {

    private Conversion() {}

    static Object copy(SdkPojo from, Object builder) {
        SdkPojo target = (SdkPojo) builder;
        Map<String, SdkField<?>> fields = new HashMap<>();
        target.sdkFields().forEach(field -> fields.put(field.memberName(), field));
        for (SdkField<?> field : from.sdkFields()) {
            Object value = field.getValueOrDefault(from);
            SdkField<?> same = fields.get(field.memberName());
            if (same != null && value != null && !(value instanceof SdkAutoConstructList)) {
                same.set(target, converted(value, same));
            }
        }
        return ((Buildable) target).build();
    }

    private static Object converted(Object value, SdkField<?> field) {
        return switch (value) {
            case SdkPojo pojo -> copy(pojo, field.constructor().get());
            case List<?> list -> {
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                yield list.stream().map(item -> converted(item, member)).toList();
            }
            default -> value;
        };
    }
}
