package io.ionroller.engine.model;

import java.util.regex.Pattern;

/** Names of services: a name in which every {@code *} stands for any characters, such as {@code shop-*}; {@code *} alone for all. */
public record ServicePattern(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z*][a-z0-9*-]{0,62}");

    /** All services, and what belongs to none. */
    public static final ServicePattern ALL = new ServicePattern("*");

    public ServicePattern {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidValueException(
                    "services",
                    '"' + value + '"',
                    "a service's name, perhaps with * for any characters, such as shop-*");
        }
    }

    /** Whether it stands for everything. */
    public boolean all() {
        return value.equals(ALL.value);
    }

    /** Goes back to the last star only, so that no pattern takes long. */
    public boolean matches(ServiceName service) {
        String name = service.value();
        int star = -1;
        int resume = 0;
        int i = 0;
        int j = 0;
        while (j < name.length()) {
            if (i < value.length() && value.charAt(i) == '*') {
                star = i++;
                resume = j;
            } else if (i < value.length() && value.charAt(i) == name.charAt(j)) {
                i++;
                j++;
            } else if (star >= 0) {
                i = star + 1;
                j = ++resume;
            } else {
                return false;
            }
        }
        while (i < value.length() && value.charAt(i) == '*') {
            i++;
        }
        return i == value.length();
    }

    @Override
    public String toString() {
        return value;
    }
}
