package io.ionroller.deploy.ec2.settings;

import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.InvalidValueException;
import java.time.Duration;
import java.util.regex.Pattern;

/** The shapes of AWS's identifiers, and the refusal of what has another one. */
final class Shapes {

    static final Pattern REGION = Pattern.compile("(?=.{1,30}$)[a-z]{2,3}(-[a-z]+)+-\\d{1,2}");
    /** AWS says no more than that; its own ids have 8 or 17 hex digits, those of emulators also words. */
    private static final String ID = "[0-9a-z][0-9a-z-]{4,62}";

    static final Pattern VPC = Pattern.compile("vpc-" + ID);
    static final Pattern SUBNET = Pattern.compile("subnet-" + ID);
    static final Pattern SECURITY_GROUP = Pattern.compile("sg-" + ID);
    static final Pattern AMI = Pattern.compile("ami-" + ID);
    static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z][a-z0-9-]{0,30}\\.[a-z0-9-]{1,30}");
    /** A parameter of Systems Manager, at most 1011 characters (AWS's PutParameter). */
    static final Pattern PARAMETER =
            Pattern.compile("(?=.{1,1011}$)/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*(:[A-Za-z0-9_.-]+)?");
    /** A name in IAM: letters, digits and {@code _+=,.@-}, at most 128 characters for an instance profile. */
    static final Pattern IAM_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

    private Shapes() {}

    static String need(String field, String value, Pattern shape, String wanted) {
        if (!shape.matcher(value).matches()) {
            throw refusal(field, value, wanted);
        }
        return value;
    }

    static void need(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidValueException(field, value, "a whole number from " + least + " to " + most);
        }
    }

    static void need(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0 || value.toMillis() % 1000 != 0) {
            throw new InvalidValueException(
                    field,
                    Durations.format(value),
                    "whole seconds from " + Durations.format(least) + " to " + Durations.format(most));
        }
    }

    static InvalidValueException refusal(String field, String value, String wanted) {
        return new InvalidValueException(field, '"' + value + '"', wanted);
    }
}
