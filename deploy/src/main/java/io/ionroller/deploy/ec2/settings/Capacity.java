package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import java.util.Optional;

/** How many instances an environment is created with. */
public sealed interface Capacity {

    /** The most instances of one group that are accepted here; a mistyped number must not be a bill. */
    int MOST = 500;

    /**
     * Numbers of the configuration.
     *
     * @param min 0 to desired; the group never shrinks below
     * @param desired 1 to max; what it starts with, and what must be healthy
     * @param max desired to 500; the group never grows above
     */
    record Fixed(int min, int desired, int max) implements Capacity {

        /** One instance, always. */
        public static final Fixed ONE = new Fixed(1, 1, 1);

        public Fixed {
            Shapes.need("min", min, 0, MOST);
            Shapes.need("desired", desired, 1, MOST);
            Shapes.need("max", max, 1, MOST);
            if (min > desired || desired > max) {
                throw new InvalidValueException(
                        "desired", desired, "min <= desired <= max; min is " + min + ", max is " + max);
            }
        }
    }

    /** As many as the environment has that carries the traffic now; one when there is none. */
    record MatchCurrent() implements Capacity {}

    /**
     * The numbers to create a group with.
     *
     * @param current the group of the environment that carries the traffic; empty when there is none
     */
    default Fixed resolve(Optional<Fixed> current) {
        return switch (this) {
            case Fixed fixed -> fixed;
            case MatchCurrent match -> current.orElse(Fixed.ONE);
        };
    }

    static Capacity read(SettingsReader reader, String field) {
        if (reader.isText(field)) {
            return reader.value(field, Capacity::parse).orElse(Fixed.ONE);
        }
        return reader.object(field).map(Capacity::numbers).orElse(Fixed.ONE);
    }

    private static Capacity parse(String text) {
        if (text.equals("match_current")) {
            return new MatchCurrent();
        }
        throw Shapes.refusal("", text, "\"match_current\" or an object of min, desired and max");
    }

    private static Fixed numbers(SettingsReader reader) {
        int min = reader.whole("min", 0, MOST).orElse(1);
        int desired = reader.whole("desired", 1, MOST).orElse(Math.max(min, 1));
        int max = reader.whole("max", 1, MOST).orElse(desired);
        return reader.build(() -> new Fixed(min, desired, max), Fixed.ONE);
    }
}
