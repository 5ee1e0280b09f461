package io.ionroller.engine.model;

import java.util.regex.Pattern;

/** The name of a service: {@code [a-z][a-z0-9-]{0,62}}, so that it fits DNS labels and resource names. */
public record ServiceName(String value) implements Comparable<ServiceName> {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** No service: the events about who may do what are stored under this name, and no request can be about it. */
    public static final ServiceName ACCESS = new ServiceName("access");

    public ServiceName {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValueException(
                    "service", '"' + value + '"', "a name of 1 to 63 characters matching [a-z][a-z0-9-]*");
        }
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
