package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.regex.Pattern;

/**
 * A port of the instance that leads to one of the container.
 *
 * @param host 1 to 65535
 * @param container 1 to 65535
 * @param protocol {@code tcp} or {@code udp}
 */
public record PortMapping(int host, int container, String protocol) {

    static final int MOST_PORT = 65_535;
    private static final Pattern PROTOCOL = Pattern.compile("tcp|udp");

    public PortMapping {
        Shapes.need("host", host, 1, MOST_PORT);
        Shapes.need("container", container, 1, MOST_PORT);
        Shapes.need("protocol", protocol, PROTOCOL, "tcp or udp");
    }

    boolean isTcp() {
        return protocol.equals("tcp");
    }

    static PortMapping read(SettingsReader reader) {
        String wanted = "a port from 1 to 65535";
        return new PortMapping(
                reader.required("host", reader.whole("host", 1, MOST_PORT), wanted, 1),
                reader.required("container", reader.whole("container", 1, MOST_PORT), wanted, 1),
                reader.text("protocol", PROTOCOL, "tcp or udp").orElse("tcp"));
    }
}
