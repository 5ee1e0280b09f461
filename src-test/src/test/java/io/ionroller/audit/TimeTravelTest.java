package io.ionroller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.simulated.RealTime;
import io.ionroller.deploy.simulated.SimulatedCloud;
import io.ionroller.deploy.simulated.SimulatedPlatform;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.query.EventQuery;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.query.PastStates;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about the past is what was said then. */
@Timeout(180)
final class TimeTravelTest {

    private static final String CONFIGURATION = """
            {"platform": {"type": "simulated", "instances": 2, "unhealthy_versions": ["0.0.0"]}, "bake": "50ms",
             "strategy": {"steps": [{"weight": "10%"}, {"pause": "20ms"}, {"weight": "50%"}, {"weight": "100%"}]},
             "deadlines": {"verifying": "1s"}, "keep_unused_for": "200ms"}
            """;
    private static final int INSTANTS = 100;

    @TempDir
    private Path folder;

    /** The owner was asked after one time and had answered before the other. */
    private record Recorded(Instant asked, ServiceState state, Instant answered) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4_711})
    void atARandomInstantOfRealRolloutsItIsTheStateThatWasRecordedLive(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedCloud cloud = new SimulatedCloud(new RealTime());
        try (EngineUnderTest engine = new EngineUnderTest(folder, () -> new SimulatedPlatform(cloud))) {
            engine.configure(CONFIGURATION);
            List<Recorded> live = record(engine, random);
            List<LoggedEvent> events = events(engine);
            PastStates past = new PastStates(engine.store().eventLog());
            int exact = 0;
            for (int i = 0; i < INSTANTS; i++) {
                Recorded recorded = live.get(random.nextInt(live.size()));
                List<Instant> between = events.stream()
                        .map(event -> event.event().metadata().at())
                        .filter(at -> at.isAfter(recorded.asked()) && !at.isAfter(recorded.answered()))
                        .toList();
                exact += between.isEmpty() ? 1 : 0;
                assertThat(Stream.concat(Stream.of(recorded.asked()), between.stream())
                                .map(at -> past.at(EngineUnderTest.HELLO, at)
                                        .toCompletableFuture()
                                        .join()))
                        .as("some moment from %s to %s", recorded.asked(), recorded.answered())
                        .contains(recorded.state());
            }
            assertThat(exact)
                    .as("instants at which nothing was decided meanwhile")
                    .isPositive();
            assertThat(live.stream().map(Recorded::state).distinct())
                    .as("it was not the same all the time")
                    .hasSizeGreaterThan(50);
        }
    }

    /** Asks for whatever may be asked, and records again and again how the service stands, until it has changed a lot. */
    private static List<Recorded> record(EngineUnderTest engine, SplittableRandom random) {
        List<Recorded> live = new ArrayList<>();
        int changes = 0;
        while (changes < 150) {
            engine.send(EngineUnderTest.HELLO, request(random))
                    .toCompletableFuture()
                    .join();
            int readings = random.nextInt(1, 60);
            for (int i = 0; i < readings; i++) {
                Instant asked = Instant.now();
                ServiceState state = engine.state();
                live.add(new Recorded(asked, state, Instant.now()));
                changes += live.size() > 1 && !live.get(live.size() - 2).state().equals(state) ? 1 : 0;
            }
        }
        return live;
    }

    private static ServiceCommand.Request request(SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> new ServiceCommand.Pause();
            case 1 -> new ServiceCommand.Resume();
            case 2 -> new ServiceCommand.Promote(random.nextBoolean());
            case 3 -> new ServiceCommand.Abort();
            case 4 -> new ServiceCommand.RollBack(null);
            case 5 -> new ServiceCommand.PutConfiguration(ConfigurationJson.read(CONFIGURATION));
            default -> new ServiceCommand.StartRelease(new Version(random.nextInt(3) + ".0.0"), null);
        };
    }

    private static List<LoggedEvent> events(EngineUnderTest engine) {
        List<LoggedEvent> all = new ArrayList<>();
        Long cursor = 0L;
        while (cursor != null) {
            var page = engine.store()
                    .eventLog()
                    .read(new EventQuery(
                            null, Set.of(), null, null, null, null, null, EventQuery.Order.OLDEST_FIRST, cursor, 1000))
                    .toCompletableFuture()
                    .join();
            all.addAll(page.events());
            cursor = page.next();
        }
        return all;
    }

    @Test
    void theCommandLineShowsHowAServiceStood() throws Exception {
        try (AuditedServer server = new AuditedServer(folder, "embedded")) {
            Instant before = Instant.now();
            server.release("hello", "1.0.0");
            Instant one = Instant.now();
            String then = server.run("status", "hello", "-o", "json").out();
            server.release("hello", "2.0.0");

            assertThat(server.run("status", "hello").out()).contains("2.0.0 (2)");
            assertThat(server.run("status", "hello", "--at", one.toString()).out())
                    .startsWith("At ")
                    .contains("hello  1.0.0 (1)", "1.0.0 has all traffic")
                    .doesNotContain("2.0.0");
            assertThat(server.json("status", "hello", "--at", one.toString()).at("/current"))
                    .isEqualTo(io.ionroller.engine.json.Json.mapper()
                            .readTree(then)
                            .at("/current"));
            assertThat(server.run("status", "hello", "--at", before.toString()).err())
                    .contains("there was no service hello at");
            assertThat(server.run("status", "hello", "--at", "2999-01-01T00:00:00Z")
                            .err())
                    .contains("not in the future");
            assertThat(server.run("status", "--at", "1h").err()).contains("--at needs a SERVICE");
        }
    }
}
