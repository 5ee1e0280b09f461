package io.ionroller.deploy.ec2.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a resource in AWS, {@code arn:partition:service:region:account:resource}.
 *
 * @param region empty for services without regions, such as IAM
 * @param account 12 digits
 * @param resource all that follows, such as {@code role/deployer}
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final Pattern SHAPE =
            Pattern.compile("arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\\d{12}):([!-~]+)");

    public Arn {
        String text = "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
        if (!SHAPE.matcher(text).matches()) {
            throw Shapes.refusal("", text, "an ARN such as arn:aws:iam::123456789012:role/deployer");
        }
    }

    /**
     * Reads an ARN of one kind of resource.
     *
     * @param service such as {@code iam}
     * @param resource the shape of the last part
     * @param wanted what to tell who wrote something else
     * @throws io.ionroller.engine.model.InvalidValueException if the text is anything else
     */
    static Arn parse(String text, String service, Pattern resource, String wanted) {
        Matcher matcher = SHAPE.matcher(text);
        if (matcher.matches()
                && matcher.group(2).equals(service)
                && resource.matcher(matcher.group(5)).matches()) {
            return new Arn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5));
        }
        throw Shapes.refusal("", text, wanted);
    }

    /** The same with another resource. */
    Arn withResource(String other) {
        return new Arn(partition, service, region, account, other);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
    }
}
