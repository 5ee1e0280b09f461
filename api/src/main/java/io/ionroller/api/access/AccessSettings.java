package io.ionroller.api.access;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Subject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings under {@code ionroller.access}, read once; explained in {@code reference.conf}.
 *
 * @param required whether a request needs a credential
 * @param bindings roles that the configuration gives, besides those that the journal has
 * @param poll how often the journal is looked at for what other nodes have stored; 100 ms to 1 min
 * @param longestUnread for how long what is known counts when the journal cannot be read; poll to 10 min
 * @param rate how many requests one identity may make of this node
 * @param wrongCredentials how many wrong credentials one address may send to this node
 * @param oidc the OpenID provider; absent for none
 */
public record AccessSettings(
        boolean required,
        List<Binding> bindings,
        Duration poll,
        Duration longestUnread,
        Rate rate,
        Rate wrongCredentials,
        @Nullable OidcSettings oidc) {

    /** Where these settings are. */
    static final String ROOT = "ionroller.access.";

    private static final String AUTHENTICATION = ROOT + "authentication";

    /** So many a second, and so many at once after a time of fewer. */
    public record Rate(int perSecond, int burst) {

        private static final int MOST = 1_000_000;

        static Rate from(Config config, String key) {
            return new Rate(
                    ranged(key + ".per-second", config.getInt(ROOT + key + ".per-second"), 1, MOST),
                    ranged(key + ".burst", config.getInt(ROOT + key + ".burst"), 1, MOST));
        }
    }

    public AccessSettings {
        bindings = List.copyOf(bindings);
        ranged("poll", (int) poll.toMillis(), 100, 60_000);
        ranged("longest-unread", (int) longestUnread.toMillis(), (int) poll.toMillis(), 600_000);
    }

    /**
     * Reads them.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static AccessSettings from(Config config) {
        return new AccessSettings(
                required(config.getString(AUTHENTICATION)),
                config.getConfigList(ROOT + "bindings").stream()
                        .map(AccessSettings::binding)
                        .toList(),
                config.getDuration(ROOT + "poll"),
                config.getDuration(ROOT + "longest-unread"),
                Rate.from(config, "rate"),
                Rate.from(config, "wrong-credentials"),
                OidcSettings.from(config).orElse(null));
    }

    /** The settings of a process that only plays, on loopback, whatever else is set. */
    public static Config off() {
        return ConfigFactory.parseMap(Map.of(AUTHENTICATION, "none")).withFallback(ConfigFactory.load());
    }

    /**
     * Refuses to let everybody in who can reach this machine.
     *
     * @param host address that the REST API listens on
     * @throws ConfigException if it is not this machine's own and no credential is needed
     */
    public void checkListening(String host) {
        if (!required && !loopback(host)) {
            throw new ConfigException.BadValue(
                    AUTHENTICATION,
                    "is 'none', so the REST API may listen on loopback only, and not on " + host
                            + ": set it to 'required' (IONROLLER_AUTHENTICATION=required) and make a first token with"
                            + " \"ionroller admin-token\" (docs/security.md), or listen on 127.0.0.1");
        }
    }

    /** What the configuration gives to any of these. */
    List<Grant> grants(Collection<Subject> subjects) {
        return bindings.stream()
                .filter(binding -> subjects.contains(binding.subject()))
                .map(Binding::grant)
                .toList();
    }

    /** Whether an address can be reached from this machine only. */
    public static boolean loopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean required(String text) {
        return switch (text) {
            case "none" -> false;
            case "required" -> true;
            default ->
                throw new ConfigException.BadValue(AUTHENTICATION, "must be none or required, is '" + text + "'");
        };
    }

    private static Binding binding(Config binding) {
        try {
            return new Binding(
                    new Subject(binding.getString("subject")),
                    new Grant(Role.of(binding.getString("role")), new ServicePattern(binding.getString("services"))));
        } catch (InvalidValueException e) {
            throw new ConfigException.BadValue(ROOT + "bindings", String.valueOf(e.getMessage()));
        }
    }

    private static int ranged(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ConfigException.BadValue(ROOT + key, "must be " + least + " to " + most + ", is " + value);
        }
        return value;
    }
}
