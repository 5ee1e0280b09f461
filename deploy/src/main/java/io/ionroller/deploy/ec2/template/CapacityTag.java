package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.engine.model.InvalidValueException;
import java.util.Map;
import java.util.Optional;

/**
 * The tag of an Auto Scaling group that keeps how many instances it was made with, so that what others have changed can be told and
 * taken back, and what was scaled down can be scaled up. It comes with every reading of the group.
 */
public final class CapacityTag {

    /** The tag's name. */
    public static final String KEY = "ionroller:capacity";

    private CapacityTag() {}

    /** The tag's value, {@code 1/3/9}: min, desired and max. */
    static String value(Capacity.Fixed capacity) {
        return capacity.min() + "/" + capacity.desired() + "/" + capacity.max();
    }

    /** What a group's tags say; empty when they say nothing, or nothing that makes sense. */
    public static Optional<Capacity.Fixed> read(Map<String, String> tags) {
        String[] parts = tags.getOrDefault(KEY, "").split("/");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Capacity.Fixed(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
        } catch (NumberFormatException | InvalidValueException notOurs) {
            return Optional.empty();
        }
    }
}
