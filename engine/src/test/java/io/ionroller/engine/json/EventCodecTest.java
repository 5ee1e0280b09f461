package io.ionroller.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    /** Named {@code <type>.json}, or {@code <type>.<n>.json} for an older shape. */
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static final ObjectMapper PLAIN = new ObjectMapper();

    @Test
    void everyEventOfTheSealedHierarchyHasALogicalName() {
        Set<Class<?>> events = records(ServiceEvent.class).collect(Collectors.toSet());

        assertThat(EventTypes.BY_CLASS.keySet()).isEqualTo(events);
        assertThat(EventTypes.BY_NAME.keySet()).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void everyEventTypeHasASample() {
        assertThat(EventSamples.all())
                .extracting(sample -> EventCodec.typeOf(sample.event()))
                .containsExactlyInAnyOrderElementsOf(EventCodec.types());
    }

    @Test
    void everyEventTypeHasAGoldenFile() throws IOException {
        Set<String> types = new TreeSet<>();
        for (String name : goldenFiles()) {
            types.add(name.substring(0, name.indexOf('.')));
        }

        assertThat(types).isEqualTo(EventCodec.types());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenFiles")
    void goldenFileDecodesAndEncodesToTheSame(String name) throws IOException {
        JsonNode golden = golden(name);

        RecordedEvent decoded = EventCodec.decode(golden.toString());

        assertThat(EventCodec.typeOf(decoded.event())).isEqualTo(name.substring(0, name.indexOf('.')));
        String encoded = EventCodec.encode(decoded);
        if (name.equals(EventCodec.typeOf(decoded.event()) + ".json")) {
            assertThat(PLAIN.readTree(encoded)).isEqualTo(golden);
        } else {
            // what was not known then may be written with its standard value now
            assertThat(EventCodec.decode(encoded)).isEqualTo(decoded);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ionroller.engine.json.EventSamples#all")
    void sampleIsWhatItsGoldenFileSays(RecordedEvent sample) throws IOException {
        String name = EventCodec.typeOf(sample.event()) + ".json";
        String encoded = EventCodec.encode(sample);
        if (Boolean.getBoolean("ionroller.golden.write") && !Files.exists(GOLDEN.resolve(name))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(
                    GOLDEN.resolve(name),
                    PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(PLAIN.readTree(encoded)) + "\n");
        }

        assertThat(EventCodec.decode(encoded)).isEqualTo(sample);
        assertThat(PLAIN.readTree(encoded)).isEqualTo(golden(name));
    }

    @Test
    void equalEventsAreEqualText() {
        for (RecordedEvent sample : EventSamples.all()) {
            String encoded = EventCodec.encode(sample);

            assertThat(EventCodec.encode(EventCodec.decode(encoded)))
                    .isEqualTo(encoded)
                    .doesNotContain("\n", "null");
        }
    }

    @Test
    void ignoresFieldsOfANewerVersion() {
        RecordedEvent decoded = EventCodec.decode("""
                {"type":"release-queued","service":"hello","at":"2026-03-01T10:15:30Z","who":"ann","cause":"c",
                 "command_id":"1","region":"x","data":{"release":2,"behind":1,"because":{"of":[1]}}}""");

        assertThat(decoded.event()).isEqualTo(new ServiceEvent.ReleaseQueued(2, 1));
    }

    @Test
    void aFieldThatMayBeNullMayBeAbsent() {
        RecordedEvent decoded = EventCodec.decode("""
                {"type":"rollout-started","service":"hello","at":"2026-03-01T10:15:30Z","who":"ann","cause":"c",
                 "command_id":"1","data":{"release":1,"steps":[{"weight":"100%"}],"deadline":"2026-03-01T10:15:30Z"}}""");

        assertThat(((ServiceEvent.RolloutStarted) decoded.event()).base()).isNull();
        assertThat(decoded.metadata().idempotency()).isNull();
    }

    @Test
    void refusesAnEventWithoutAFieldThatMustBeThere() {
        assertThatThrownBy(() -> EventCodec.decode("""
                {"type":"release-failed","service":"hello","at":"2026-03-01T10:15:30Z","who":"ann","cause":"c",
                 "command_id":"1","data":{"release":2}}"""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("reason");
    }

    @Test
    void refusesAnUnknownTypeAndSaysWhy() {
        assertThatThrownBy(() -> EventCodec.decode("""
                {"type":"moon-landed","service":"hello","at":"2026-03-01T10:15:30Z","who":"ann","cause":"c",
                 "command_id":"1","data":{}}"""))
                .hasMessageContaining("moon-landed")
                .hasMessageContaining("newer version");
    }

    @Test
    void refusesARecordedDrainProofThatProvesNothing() {
        String proven = EventSamples.all().stream()
                .filter(sample -> sample.event() instanceof ServiceEvent.DrainProven)
                .map(EventCodec::encode)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> EventCodec.decode(proven.replace("\"5s\"", "\"50m\"")))
                .hasStackTraceContaining("less than the drain delay");
    }

    @Test
    void weightsAreWrittenInTheOrderOfEnvironments() {
        EnvironmentId two = EnvironmentId.parse("hello-2");
        EnvironmentId ten = EnvironmentId.parse("hello-10");
        var event = new ServiceEvent.TrafficIntended(10, 1, Map.of(ten, Weight.FULL, two, Weight.NONE));

        assertThat(EventCodec.data(event).path("weights").toString())
                .isEqualTo("{\"hello-2\":\"0%\",\"hello-10\":\"100%\"}");
    }

    @Test
    void pekkoSerializerKeepsEventAndManifest() {
        RecordedEventSerializer serializer = new RecordedEventSerializer();
        for (RecordedEvent sample : EventSamples.all()) {
            String manifest = serializer.manifest(sample);

            assertThat(manifest).isEqualTo(EventCodec.typeOf(sample.event()));
            assertThat(serializer.fromBinary(serializer.toBinary(sample), manifest))
                    .isEqualTo(sample);
        }
    }

    static List<String> goldenFiles() throws IOException {
        if (!Files.isDirectory(GOLDEN)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static JsonNode golden(String name) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (!Files.exists(file)) {
            throw new UncheckedIOException(
                    new IOException(file + " is missing; run once with -Dionroller.golden.write=true and read it"));
        }
        return PLAIN.readTree(Files.readString(file));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventCodecTest::records)
                : Stream.of(type);
    }
}
