package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The account that a service lives in, when it is not the engine's own.
 *
 * @param role the role to assume there
 * @param externalIdOrNull what the role's trust policy asks for (AWS STS: 2 to 1224 characters); null for none
 */
public record Account(Arn role, @Nullable String externalIdOrNull) {

    private static final Pattern ROLE = Pattern.compile("role/([!-~]{1,510}/)?[\\w+=,.@-]{1,64}");
    private static final String WANTED_ROLE = "the ARN of a role such as arn:aws:iam::123456789012:role/ionroller";
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final String WANTED_ID = "2 to 1224 letters, digits or any of _+=,.@:/-";
    private static final Arn NO_ROLE = new Arn("aws", "iam", "", "000000000000", "role/none");

    public Account {
        if (externalIdOrNull != null) {
            Shapes.need("external_id", externalIdOrNull, EXTERNAL_ID, WANTED_ID);
        }
    }

    /** What the role's trust policy asks for. */
    public Optional<String> externalId() {
        return Optional.ofNullable(externalIdOrNull);
    }

    static Account read(SettingsReader reader) {
        Optional<Arn> role = reader.value("role_arn", text -> Arn.parse(text, "iam", ROLE, WANTED_ROLE));
        return new Account(
                reader.required("role_arn", role, WANTED_ROLE, NO_ROLE),
                reader.text("external_id", EXTERNAL_ID, WANTED_ID).orElse(null));
    }
}
