package io.ionroller.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an example says to the program is something that the program knows, so that examples cannot rot. */
final class ExamplesTest {

    private static final Path ROOT = root();
    private static final Path EXAMPLES = ROOT.resolve("docs/operations");
    private static final Pattern VARIABLE = Pattern.compile("IONROLLER_[A-Z_]+");
    private static final Pattern HEALTH_PATH = Pattern.compile("/health/[a-z]+");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static Set<String> paths = Set.of();

    @BeforeAll
    static void askTheProgram(@TempDir Path data) throws Exception {
        try (Server server = Server.start(new ServerSettings("127.0.0.1", 0, data));
                HttpClient http = HttpClient.newHttpClient()) {
            JsonNode document = Json.mapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(URI.create(server.address() + "/openapi.json"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
            Set<String> found = new TreeSet<>();
            document.at("/paths").fieldNames().forEachRemaining(found::add);
            paths = found;
        }
    }

    private static List<Path> examples() {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return Stream.concat(files.filter(Files::isRegularFile), Stream.of(ROOT.resolve("Dockerfile")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nameOnlyVariablesThatTheProgramReads() {
        Set<String> known = sources().flatMap(file -> found(VARIABLE, file)).collect(Collectors.toSet());

        assertThat(known).contains("IONROLLER_CLUSTER_SEEDS");
        assertThat(examples())
                .hasSizeGreaterThan(10)
                .allSatisfy(example -> assertThat(found(VARIABLE, example))
                        .as(example.toString())
                        .isSubsetOf(known));
    }

    @Test
    void nameOnlyPathsOfHealthThatTheProgramAnswers() {
        assertThat(paths).contains("/health/ready", "/health/live", "/cluster");
        assertThat(examples())
                .allSatisfy(example -> assertThat(found(HEALTH_PATH, example))
                        .as(example.toString())
                        .isSubsetOf(paths));
    }

    @Test
    void nameOnlyPortsThatTheProgramHas() throws IOException {
        Set<Integer> ports = new TreeSet<>();
        JsonNode task = json("ecs/task-definition.json");
        task.at("/containerDefinitions/0/portMappings")
                .forEach(mapping -> ports.add(mapping.at("/containerPort").asInt()));
        ports.add(json("ecs/target-group.json").at("/Port").asInt());
        container()
                .at("/ports")
                .forEach(port -> ports.add(port.at("/containerPort").asInt()));
        exposed().forEach(ports::add);

        assertThat(ports).isEqualTo(standardPorts());
    }

    @Test
    void probeByNamesOfPortsThatTheContainerHas() throws IOException {
        List<String> names = container().at("/ports").findValuesAsText("name");
        Config settings = ConfigFactory.load();

        assertThat(names).contains(settings.getString("ionroller.cluster.kubernetes.port-name"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container().at("/" + probe + "/httpGet/port").asText()).isIn(names);
            assertThat(container().at("/" + probe + "/httpGet/path").asText()).isIn(paths);
        }
    }

    @Test
    void findPodsByTheLabelThatTheyHave() throws IOException {
        String selector = ConfigFactory.load().getString("ionroller.cluster.kubernetes.label-selector");
        JsonNode pod = yaml("kubernetes/deployment.yaml").getFirst().at("/spec/template");

        String[] label = selector.split("=", 2);
        assertThat(pod.at("/metadata/labels").path(label[0]).asText()).isEqualTo(label[1]);
        assertThat(yaml("kubernetes/disruption-budget.yaml").getFirst().at("/spec/selector/matchLabels"))
                .isEqualTo(pod.at("/metadata/labels"));
    }

    @Test
    void requireMoreThanHalfOfTheirNodes() throws IOException {
        JsonNode deployment = yaml("kubernetes/deployment.yaml").getFirst();
        JsonNode pod = container().at("/env");
        JsonNode task = json("ecs/task-definition.json").at("/containerDefinitions/0/environment");

        assertThat(required(pod)).isEqualTo(deployment.at("/spec/replicas").asInt() / 2 + 1);
        assertThat(required(task))
                .isEqualTo(json("ecs/service.json").at("/desiredCount").asInt() / 2 + 1);
    }

    @Test
    void giveEveryHostOfSystemdItsPlaceAmongTheSeeds() throws IOException {
        Properties variables = properties("systemd/ionroller.env");
        int port = ConfigFactory.load().getInt("ionroller.cluster.management-port");

        assertThat(variables.getProperty("IONROLLER_CLUSTER_SEEDS").split(","))
                .hasSize(3)
                .contains(variables.getProperty("IONROLLER_CLUSTER_HOST") + ":" + port);
        assertThat(properties("systemd/secret.env").getProperty("IONROLLER_DATABASE_URL"))
                .startsWith("postgresql://");
    }

    @Test
    void startTheProgramThatIsBuilt() throws IOException {
        Properties unit = properties("systemd/ionroller.service");
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));

        assertThat(unit.getProperty("ExecStart")).isEqualTo("/opt/ionroller/ionroller server");
        assertThat(unit.getProperty("Restart")).isEqualTo("always");
        assertThat(dockerfile)
                .contains("api/target/app /opt/ionroller", "/opt/ionroller/lib/ionroller.jar", "USER 10001")
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        assertThat(Files.readString(ROOT.resolve("api/pom.xml")))
                .contains("<finalName>ionroller</finalName>", "/app/lib<");
    }

    private static int required(JsonNode environment) {
        return StreamSupport.stream(environment.spliterator(), false)
                .filter(entry -> entry.at("/name").asText().equals("IONROLLER_CLUSTER_REQUIRED_CONTACT_POINTS"))
                .mapToInt(entry -> entry.at("/value").asInt())
                .findFirst()
                .orElseThrow();
    }

    private static Set<Integer> standardPorts() {
        Config settings = ConfigFactory.load();
        return Set.of(
                settings.getInt("ionroller.server.port"),
                settings.getInt("ionroller.cluster.port"),
                settings.getInt("ionroller.cluster.management-port"));
    }

    private static List<Integer> exposed() throws IOException {
        Matcher expose =
                Pattern.compile("(?m)^EXPOSE ([0-9 ]+)$").matcher(Files.readString(ROOT.resolve("Dockerfile")));
        assertThat(expose.find()).isTrue();
        return Stream.of(expose.group(1).split(" ")).map(Integer::valueOf).toList();
    }

    private static JsonNode container() throws IOException {
        return yaml("kubernetes/deployment.yaml").getFirst().at("/spec/template/spec/containers/0");
    }

    private static List<JsonNode> yaml(String name) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (var values = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(EXAMPLES.resolve(name).toFile())) {
            values.forEachRemaining(documents::add);
        }
        assertThat(documents)
                .allSatisfy(
                        document -> assertThat(document.at("/kind").asText()).isNotEmpty());
        return documents;
    }

    @Test
    void areWellFormed() throws IOException {
        assertThat(yaml("kubernetes/rbac.yaml")).hasSize(3);
        assertThat(yaml("kubernetes/service.yaml")).hasSize(2);
        assertThat(json("ecs/service-discovery.json")
                        .at("/DnsConfig/DnsRecords/0/Type")
                        .asText())
                .isEqualTo("A");
    }

    private static JsonNode json(String name) throws IOException {
        return Json.mapper().readTree(EXAMPLES.resolve(name).toFile());
    }

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(EXAMPLES.resolve(name))) {
            properties.load(reader);
        }
        return properties;
    }

    private static Stream<Path> sources() {
        return Stream.concat(
                Stream.of(ROOT.resolve("ionroller")),
                Stream.of("engine", "persistence", "deploy", "api").flatMap(ExamplesTest::mainFiles));
    }

    private static Stream<Path> mainFiles(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> found(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map(match -> match.group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ionroller"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
