package io.ionroller.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.ionroller.engine.rollout.ServiceCommand;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files are named {@code <manifest>.<what>.json}; each released form must stay readable by the next version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceMessageSerializerTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-messages");
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private final ActorTestKit kit = ActorTestKit.create(
            "messages",
            ConfigFactory.parseString("pekko.actor.provider = cluster, pekko.remote.artery.canonical.port = 0,"
                    + " pekko.remote.artery.canonical.hostname = \"127.0.0.1\", pekko.cluster.jmx.enabled = off"));

    private final ServiceMessageSerializer serializer =
            new ServiceMessageSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()));

    private final Map<String, Object> samples =
            MessageSamples.all(ActorRefResolver.get(kit.system()).resolveActorRef(MessageSamples.ASKER));

    @AfterAll
    void end() {
        kit.shutdownTestKit();
    }

    @Test
    void everyRequestHasASample() {
        Set<Class<?>> asked = samples.values().stream()
                .filter(ServiceEntity.Ask.class::isInstance)
                .map(ask -> ((ServiceEntity.Ask) ask).request().getClass())
                .collect(Collectors.toSet());
        assertThat(asked).containsExactlyInAnyOrder(ServiceCommand.Request.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void readsWhatItWrote(String name) throws IOException {
        Object sample = samples.get(name);
        assertThat(serializer.fromBinary(serializer.toBinary(sample), serializer.manifest(sample)))
                .isEqualTo(sample);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void writesWhatItsGoldenFileSays(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".json");
        String written = new String(serializer.toBinary(samples.get(name)), StandardCharsets.UTF_8);
        if (Boolean.getBoolean("ionroller.golden.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(
                    file, PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(PLAIN.readTree(written)) + "\n");
        }
        assertThat(name).startsWith(serializer.manifest(samples.get(name)));
        assertThat(PLAIN.readTree(written)).isEqualTo(PLAIN.readTree(Files.readString(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenFiles")
    void readsEveryGoldenFile(String name) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(name));
        assertThat(serializer.fromBinary(golden, name.substring(0, name.indexOf('.'))))
                .isNotNull();
    }

    @Test
    void ignoresFieldsOfANewerVersion() throws IOException {
        byte[] newer = """
                {"answer":{"sentence":"done","because":{"of":1}},"repeated":false,"region":"x"}""".getBytes(StandardCharsets.UTF_8);
        assertThat(serializer.fromBinary(newer, "done")).isInstanceOf(ServiceReply.Done.class);
    }

    @Test
    void dropsAMessageOfANewerVersion() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "split"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void messagesBetweenOwnerAndWorkersNeverLeaveTheNode() {
        assertThatThrownBy(() -> serializer.manifest(new ServiceEntity.WorkerEnded("hello-1-create~1")))
                .hasMessageContaining("never leaves its node");
    }

    Stream<String> names() {
        return samples.keySet().stream();
    }

    static List<String> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
