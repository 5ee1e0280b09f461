package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the platform {@code ec2} reads of a configuration. {@code docs/aws-settings.md} documents the fields.
 *
 * @param accountOrNull the account of the service; null for the engine's own credentials
 * @param network where its instances are
 * @param machine what an instance is
 * @param capacity how many there are
 * @param container what each of them runs
 * @param traffic how requests reach them
 * @param readiness when they count as ready
 * @param keep what a retired environment keeps
 * @param tags at most 40 tags for everything that is created, by key
 */
public record Ec2Settings(
        @Nullable Account accountOrNull,
        Network network,
        Machine machine,
        Capacity capacity,
        Container container,
        Traffic traffic,
        Readiness readiness,
        Keep keep,
        Map<String, String> tags) {

    public Ec2Settings {
        tags = Map.copyOf(tags);
    }

    /** The account of the service; empty for the engine's own credentials. */
    public Optional<Account> account() {
        return Optional.ofNullable(accountOrNull);
    }

    /** What is wrong with the settings, without asking AWS. Fields are relative to the {@code platform} object. */
    public static List<Violation> check(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        read(reader);
        return reader.finish();
    }

    /**
     * The settings of a configuration that was checked before.
     *
     * @throws InvalidValueException if it was not
     */
    public static Ec2Settings of(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        Ec2Settings read = read(reader);
        List<Violation> violations = reader.finish();
        if (!violations.isEmpty()) {
            throw new InvalidValueException(violations);
        }
        return read;
    }

    /** Every field that is read of these settings, with {@code []} for the index of a list; for the documentation's test. */
    static Set<String> fields(PlatformSettings settings) {
        SettingsReader reader = new SettingsReader(settings.settings());
        read(reader);
        return reader.asked();
    }

    private static Ec2Settings read(SettingsReader reader) {
        Account account = reader.object("account").map(Account::read).orElse(null);
        Ec2Settings read = new Ec2Settings(
                account,
                Network.read(reader),
                Machine.read(reader),
                Capacity.read(reader, "capacity"),
                Container.read(reader),
                Traffic.read(reader),
                Readiness.read(reader),
                Keep.read(reader),
                Tags.read(reader, "tags"));
        new Agreement(reader, read).check();
        return read;
    }
}
