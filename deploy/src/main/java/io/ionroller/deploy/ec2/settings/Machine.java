package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is.
 *
 * @param instanceTypes 1 to 40, the preferred first; with several, the next one is taken where one is not to be had
 * @param ami the machine image
 * @param instanceProfileOrNull name or ARN of the instance profile; null for none
 * @param keyNameOrNull the key pair for SSH; null for none
 * @param detailedMonitoring whether EC2 reports metrics each minute instead of each 5 minutes, which costs
 */
public record Machine(
        List<String> instanceTypes,
        AmiSource ami,
        @Nullable String instanceProfileOrNull,
        @Nullable String keyNameOrNull,
        boolean detailedMonitoring) {

    /** The most instance types in a mixed instances policy (AWS, quotas of EC2 Auto Scaling). */
    private static final int MOST_TYPES = 40;

    private static final Pattern PROFILE_RESOURCE =
            Pattern.compile("instance-profile/([!-~]{1,510}/)?[\\w+=,.@-]{1,128}");
    private static final Pattern KEY_NAME = Pattern.compile("[ -~]{1,255}");
    private static final String WANTED_PROFILE = "the name or the ARN of an instance profile";
    private static final String WANTED_TYPE = "an instance type such as t3.small";
    private static final String NO_TYPE = "t3.micro";

    public Machine {
        instanceTypes = List.copyOf(instanceTypes);
        if (instanceTypes.isEmpty() || instanceTypes.size() > MOST_TYPES) {
            throw new InvalidValueException("instance_types", instanceTypes.size() + " types", "1 to 40 types");
        }
        instanceTypes.forEach(type -> Shapes.need("instance_types", type, Shapes.INSTANCE_TYPE, WANTED_TYPE));
        if (instanceProfileOrNull != null) {
            profile(instanceProfileOrNull);
        }
        if (keyNameOrNull != null) {
            Shapes.need("key_name", keyNameOrNull, KEY_NAME, "1 to 255 characters of ASCII");
        }
    }

    /** Name or ARN of the instance profile. */
    public Optional<String> instanceProfile() {
        return Optional.ofNullable(instanceProfileOrNull);
    }

    /** The key pair for SSH. */
    public Optional<String> keyName() {
        return Optional.ofNullable(keyNameOrNull);
    }

    /** The ARN of the instance profile, when it was given as one. */
    Optional<Arn> profileArn() {
        return instanceProfile()
                .filter(profile -> profile.startsWith("arn:"))
                .map(arn -> Arn.parse(arn, "iam", PROFILE_RESOURCE, WANTED_PROFILE));
    }

    static Machine read(SettingsReader reader) {
        List<String> types = types(reader);
        Optional<AmiSource> ami = reader.value("ami", AmiSource::parse);
        AmiSource knownAmi = reader.required("ami", ami, AmiSource.WANTED, new AmiSource.Id("ami-00000000"));
        String profile = reader.value("instance_profile", Machine::profile).orElse(null);
        String key = reader.text("key_name", KEY_NAME, "1 to 255 characters of ASCII")
                .orElse(null);
        boolean detailed = reader.flag("detailed_monitoring").orElse(false);
        return reader.build(
                () -> new Machine(types, knownAmi, profile, key, detailed),
                new Machine(List.of(NO_TYPE), knownAmi, null, null, false));
    }

    private static List<String> types(SettingsReader reader) {
        Optional<String> one = reader.value("instance_type", Machine::type);
        List<String> several = reader.values("instance_types", Machine::type);
        if (reader.has("instance_type") == reader.has("instance_types")) {
            reader.refuse(
                    "instance_type",
                    one.orElse(null),
                    reader.has("instance_type")
                            ? "either instance_type or instance_types, not both"
                            : WANTED_TYPE + ", or several as instance_types");
        }
        if (reader.refused("instance_type") || reader.refused("instance_types")) {
            return List.of(NO_TYPE);
        }
        return one.map(List::of).orElse(several);
    }

    private static String type(String text) {
        return Shapes.need("", text, Shapes.INSTANCE_TYPE, WANTED_TYPE);
    }

    private static String profile(String text) {
        return text.startsWith("arn:")
                ? Arn.parse(text, "iam", PROFILE_RESOURCE, WANTED_PROFILE).toString()
                : Shapes.need("instance_profile", text, Shapes.IAM_NAME, WANTED_PROFILE);
    }
}
