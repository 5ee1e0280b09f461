package io.ionroller.deploy.ec2.template;

import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.engine.model.InvalidValueException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * What was resolved for a release, by name, as the event of its environment's creation has it. While the environment is there its
 * launch template and its group hold the same, whatever process resolved it and whatever the tag names by now; when it is lost, it is
 * made again from what the event says.
 */
public final class MadeFrom {

    /** The container image by its content, {@code registry/app@sha256:...}. */
    public static final String IMAGE = "image";
    /** The id of the machine image. */
    public static final String AMI = "ami";
    /** How many instances it was made with, {@code 3 (1 to 9)}. */
    public static final String CAPACITY = "capacity";

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9}) \\((\\d{1,9}) to (\\d{1,9})\\)");

    private MadeFrom() {}

    /** Of a template that is being made. */
    public static Map<String, String> of(RequestLaunchTemplateData data) {
        return of(data.imageId(), data.userData());
    }

    /** Of a template that is there. What it does not hold is left out. */
    public static Map<String, String> of(ResponseLaunchTemplateData data) {
        return of(data.imageId(), data.userData());
    }

    private static Map<String, String> of(@Nullable String ami, @Nullable String userData) {
        Map<String, String> facts = new TreeMap<>();
        if (ami != null) {
            facts.put(AMI, ami);
        }
        if (userData != null) {
            UserData.image(userData).ifPresent(image -> facts.put(IMAGE, image));
        }
        return facts;
    }

    /** What the template holds, and the group's capacity. */
    public static Map<String, String> with(Map<String, String> ofTemplate, Capacity.Fixed capacity) {
        Map<String, String> facts = new TreeMap<>(ofTemplate);
        facts.put(CAPACITY, capacity.desired() + " (" + capacity.min() + " to " + capacity.max() + ")");
        return facts;
    }

    /** The image; empty where it is not told, or by something that is none. */
    public static Optional<ResolvedImage> image(Map<String, String> facts) {
        return read(facts, IMAGE, image -> new ResolvedImage(image, image.substring(image.indexOf('@') + 1)));
    }

    /** The id of the machine image. */
    public static Optional<String> ami(Map<String, String> facts) {
        return Optional.ofNullable(facts.get(AMI));
    }

    /** The capacity; empty where it is not told, as by events of earlier versions. */
    public static Optional<Capacity.Fixed> capacity(Map<String, String> facts) {
        return read(facts, CAPACITY, text -> {
            Matcher numbers = NUMBERS.matcher(text);
            if (!numbers.matches()) {
                throw new InvalidValueException(CAPACITY, text, "such as 3 (1 to 9)");
            }
            return new Capacity.Fixed(
                    Integer.parseInt(numbers.group(2)),
                    Integer.parseInt(numbers.group(1)),
                    Integer.parseInt(numbers.group(3)));
        });
    }

    private static <T> Optional<T> read(Map<String, String> facts, String name, Function<String, T> reading) {
        try {
            return Optional.ofNullable(facts.get(name)).map(reading);
        } catch (InvalidValueException notOurs) {
            return Optional.empty();
        }
    }
}
