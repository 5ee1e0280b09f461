package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.model.InvalidValueException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The container that each instance runs.
 *
 * @param image which image
 * @param registryAuth how it may be pulled
 * @param ports 1 to 50 mappings
 * @param trafficPort the instance's port that the balancer sends traffic to; one of the mapped ones, with TCP
 * @param volumes at most 50 mappings
 * @param arguments what the image's program is started with; empty for the image's own
 * @param environment variables of the container, by name
 * @param log where its output goes
 * @param userData lines of shell that run on the instance before the container; empty for none
 */
public record Container(
        ImageSource image,
        RegistryAuth registryAuth,
        List<PortMapping> ports,
        int trafficPort,
        List<VolumeMapping> volumes,
        List<String> arguments,
        Map<String, Variable<SecretReference>> environment,
        LogDriver log,
        String userData) {

    private static final int MOST_MAPPINGS = 50;

    /** Dots and hyphens are for programs such as Spring's that take settings by such names. */
    private static final Variable.Shape<SecretReference> VARIABLES = new Variable.Shape<>(
            Pattern.compile("(?!IONROLLER_)[A-Za-z_][A-Za-z0-9_.-]{0,254}"),
            "a name matching [A-Za-z_][A-Za-z0-9_.-]*, not beginning with IONROLLER_",
            SecretReference::parse,
            SecretReference.WANTED,
            "ssm:/path");

    private static final ImageSource NO_IMAGE = ImageSource.parse("none");
    /** Stands in where no mappings could be read. */
    private static final List<PortMapping> NO_PORTS = List.of(new PortMapping(1, 1, "tcp"));

    private static final String WANTED_SCRIPT = "lines of shell without carriage returns and zero characters";
    private static final Pattern SCRIPT = Pattern.compile("[^\\x00\\r]*", Pattern.DOTALL);

    public Container {
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        checkPorts(ports, trafficPort);
        if (volumes.size() > MOST_MAPPINGS) {
            throw new InvalidValueException("volume_mappings", volumes.size() + " mappings", "at most 50 mappings");
        }
        Set<String> folders = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            if (!folders.add(volumes.get(i).container())) {
                throw Shapes.refusal(
                        "volume_mappings[" + i + "].container", volumes.get(i).container(), "no path twice");
            }
        }
        for (int i = 0; i < arguments.size(); i++) {
            Shapes.need("run_args[" + i + "]", arguments.get(i), Variable.TEXT, "no zero characters");
        }
    }

    private static void checkPorts(List<PortMapping> ports, int trafficPort) {
        if (ports.isEmpty() || ports.size() > MOST_MAPPINGS) {
            throw new InvalidValueException(
                    "port_mappings", ports.isEmpty() ? "nothing" : ports.size() + " mappings", "1 to 50 mappings");
        }
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            if (!taken.add(ports.get(i).host() + "/" + ports.get(i).protocol())) {
                throw new InvalidValueException(
                        "port_mappings[" + i + "].host", ports.get(i).host(), "no port of the instance twice");
            }
        }
        if (!taken.contains(trafficPort + "/tcp")) {
            throw new InvalidValueException(
                    "traffic_port", trafficPort, "the host port of a mapping in port_mappings with protocol tcp");
        }
    }

    static Container read(SettingsReader reader) {
        ImageSource image =
                reader.required("image", reader.value("image", ImageSource::parse), ImageSource.WANTED, NO_IMAGE);
        RegistryAuth auth = RegistryAuth.read(reader, image);
        List<PortMapping> ports = ports(reader);
        int traffic = trafficPort(reader, ports);
        List<VolumeMapping> volumes = volumes(reader);
        List<String> arguments = reader.texts("run_args").orElse(List.of());
        Map<String, Variable<SecretReference>> environment = Variable.readAll(reader, "environment", VARIABLES);
        LogDriver log = reader.object("log").map(LogDriver::read).orElse(LogDriver.STANDARD);
        String userData = reader.text("user_data", SCRIPT, WANTED_SCRIPT).orElse("");
        return reader.build(
                () -> new Container(image, auth, ports, traffic, volumes, arguments, environment, log, userData),
                new Container(image, auth, NO_PORTS, 1, List.of(), List.of(), environment, log, userData));
    }

    private static List<PortMapping> ports(SettingsReader reader) {
        List<PortMapping> ports =
                reader.objects("port_mappings").stream().map(PortMapping::read).toList();
        // What a mapping that was refused would have been used for is not told twice.
        return reader.refused("port_mappings") ? NO_PORTS : ports;
    }

    private static int trafficPort(SettingsReader reader, List<PortMapping> ports) {
        Optional<Integer> given = reader.whole("traffic_port", 1, PortMapping.MOST_PORT);
        return reader.refused("port_mappings") ? firstTcp(ports) : given.orElse(firstTcp(ports));
    }

    private static List<VolumeMapping> volumes(SettingsReader reader) {
        List<VolumeMapping> volumes = reader.objects("volume_mappings").stream()
                .map(VolumeMapping::read)
                .toList();
        return reader.refused("volume_mappings") ? List.of() : volumes;
    }

    private static int firstTcp(List<PortMapping> ports) {
        return ports.stream()
                .filter(PortMapping::isTcp)
                .map(PortMapping::host)
                .findFirst()
                .orElse(0);
    }
}
