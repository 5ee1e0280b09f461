package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** By what requests reach a new environment before it has traffic. */
public sealed interface TestRule {

    /** 1 to 50000; 0 for the first free one. */
    int priorityOrZero();

    /** The priority that the test rule is to have; empty for the first free one. */
    default OptionalInt priority() {
        return priorityOrZero() == 0 ? OptionalInt.empty() : OptionalInt.of(priorityOrZero());
    }

    /**
     * Requests with a header, on the service's own listener.
     *
     * @param name of the header, 1 to 40 characters
     * @param value 1 to 128 characters, with {@code *} and {@code ?}
     */
    record Header(String name, String value, int priorityOrZero) implements TestRule {}

    /**
     * Requests to another port of the same balancer.
     *
     * @param port 1 to 65535; the listener there is looked up
     */
    record Port(int port, int priorityOrZero) implements TestRule {}

    /** Requests to another listener. */
    record Listener(Arn listener, int priorityOrZero) implements TestRule {}

    // RFC 7230 token; AWS: at most 40 characters, and not the host, which has a condition of its own.
    Pattern HEADER_NAME = Pattern.compile("(?i)(?!host$)[a-z0-9!#$%&'*+.^_`|~-]{1,40}");

    Pattern HEADER_VALUE = Pattern.compile("[ -~]{1,128}");

    static Optional<TestRule> read(SettingsReader reader) {
        int priority = reader.whole("priority", 1, LoadBalancer.LAST_PRIORITY).orElse(0);
        Optional<TestRule> header = reader.object("header").map(part -> header(part, priority));
        Optional<TestRule> port =
                reader.whole("port", 1, PortMapping.MOST_PORT).map(number -> new Port(number, priority));
        Optional<TestRule> listener =
                reader.value("listener", LoadBalancer::listenerArn).map(arn -> new Listener(arn, priority));
        long given = Stream.of("header", "port", "listener").filter(reader::has).count();
        if (given != 1) {
            reader.refuse("header", given == 0 ? null : given, "exactly one of header, port and listener");
        }
        return header.or(() -> port).or(() -> listener);
    }

    private static TestRule header(SettingsReader reader, int priority) {
        String name = "the name of a header, at most 40 characters, not host";
        String value = "1 to 128 characters of ASCII";
        return new Header(
                reader.required("name", reader.text("name", HEADER_NAME, name), name, "none"),
                reader.required("value", reader.text("value", HEADER_VALUE, value), value, "none"),
                priority);
    }
}
