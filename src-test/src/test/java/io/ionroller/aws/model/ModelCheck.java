package io.ionroller.aws.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Compares requests, answers and error codes with a service's model. Thread-safe. */
public final class ModelCheck {

    private final ServiceModel model;

    public ModelCheck(ServiceModel model) {
        this.model = model;
    }

    /** What is wrong with a request, in AWS's words; empty if nothing is. */
    public List<String> request(String action, SdkPojo request) {
        List<String> faults = new ArrayList<>();
        model.operation(action).input().ifPresent(shape -> structure(shape, request, "", faults));
        return faults;
    }

    public List<String> answer(String action, SdkPojo answer) {
        List<String> faults = new ArrayList<>();
        model.operation(action).output().ifPresent(shape -> structure(shape, answer, "", faults));
        return faults;
    }

    public boolean mayFailWith(String action, String errorCode) {
        return model.operation(action).errors().contains(errorCode)
                || KnownExceptions.isErrorOf(model.dialect(), action, errorCode);
    }

    private void structure(String shapeName, SdkPojo pojo, String path, List<String> faults) {
        Shape shape = model.shape(shapeName);
        for (SdkField<?> field : pojo.sdkFields()) {
            String name = KnownExceptions.nameInModel(shapeName, field.memberName());
            Object value = field.getValueOrDefault(pojo);
            String member = shape.members().get(name);
            boolean given = value != null && !isAutomatic(value);
            if (!given && shape.required().contains(name)) {
                faults.add("Value at '" + path + name + "' failed to satisfy constraint: Member must not be null");
            } else if (given && member == null && !KnownExceptions.isNewer(shapeName, name)) {
                faults.add(path + name + " is not a member of " + shapeName);
            } else if (given && member != null) {
                value(member, value, path + name, faults);
            }
        }
    }

    private static boolean isAutomatic(Object value) {
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    }

    private void value(String shapeName, Object value, String path, List<String> faults) {
        Shape shape = model.shape(shapeName);
        switch (value) {
            case SdkPojo pojo -> structure(shapeName, pojo, path + ".", faults);
            case List<?> list -> {
                range(shape, BigDecimal.valueOf(list.size()), "length", path, faults);
                String member = shape.members().get("member");
                for (int index = 0; index < list.size(); index++) {
                    value(member, list.get(index), path + "." + (index + 1) + ".member", faults);
                }
            }
            case Map<?, ?> map -> {
                range(shape, BigDecimal.valueOf(map.size()), "length", path, faults);
                String member = shape.members().get("value");
                map.forEach((key, item) -> value(member, item, path + "." + key + ".member", faults));
            }
            case String text -> text(shapeName, shape, text, path, faults);
            case Number number -> range(shape, new BigDecimal(number.toString()), "value", path, faults);
            default -> {}
        }
    }

    private static void text(String shapeName, Shape shape, String text, String path, List<String> faults) {
        range(shape, BigDecimal.valueOf(text.length()), "length", path, faults);
        if (!shape.values().isEmpty()
                && !shape.values().contains(text)
                && !KnownExceptions.isNewerValue(shapeName, text)) {
            faults.add("Value '" + text + "' at '" + path
                    + "' failed to satisfy constraint: Member must satisfy enum value set: " + shape.values());
        }
        if (shape.pattern().isPresent() && !shape.pattern().get().matcher(text).matches()) {
            faults.add("Value '" + text + "' at '" + path
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + shape.pattern().get());
        }
    }

    private static void range(Shape shape, BigDecimal size, String what, String path, List<String> faults) {
        if (shape.min().filter(min -> size.compareTo(min) < 0).isPresent()) {
            faults.add("Value at '" + path + "' failed to satisfy constraint: Member must have " + what
                    + " greater than or equal to " + shape.min().get().toPlainString());
        }
        if (shape.max().filter(max -> size.compareTo(max) > 0).isPresent()) {
            faults.add("Value at '" + path + "' failed to satisfy constraint: Member must have " + what
                    + " less than or equal to " + shape.max().get().toPlainString());
        }
    }
}
