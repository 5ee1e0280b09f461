package io.ionroller.deploy.simulated.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.deploy.PlatformContract;
import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.SimulatedCall.Outcome;
import io.ionroller.deploy.simulated.Verb;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.TrafficSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over real sockets, and what only a cloud in another process can do to its callers. */
final class RemoteSimulatedPlatformTest extends PlatformContract {

    @TempDir
    Path folder;

    private SimulatedCloudServer server;
    private RemoteSimulatedPlatform platform;
    private SimulatedCloudClient script;

    @BeforeEach
    void start() throws IOException {
        server = SimulatedCloudServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), file());
        platform = new RemoteSimulatedPlatform(server.address(), "one", Duration.ofSeconds(10));
        script = new SimulatedCloudClient(server.address());
    }

    @AfterEach
    void stop() {
        script.close();
        platform.close();
        server.close();
    }

    @Override
    protected Platform platform() {
        return platform;
    }

    @Override
    protected Map<String, Object> settings(int instances) {
        return Map.of(
                "instances",
                instances,
                "create_delay",
                "20ms",
                "healthy_after",
                "10ms",
                "shift_delay",
                "5ms",
                "drain_delay",
                "30ms");
    }

    @Override
    protected void kill(EnvironmentId environment, String instance) {
        script.kill(environment, instance);
    }

    @Override
    protected void lose(EnvironmentSpec spec) {
        script.lose(spec.id());
    }

    @Override
    protected void changeWeights(Map<EnvironmentId, Weight> weights) {
        script.changeWeights(SERVICE, weights);
    }

    @Override
    protected void passTime() {
        // it passes by itself
    }

    @Test
    void logsWhoCalledAndWhatCameOfIt() {
        twoReadyEnvironments();
        Map<EnvironmentId, Weight> one = Map.of(id(1), Weight.FULL);
        Map<EnvironmentId, Weight> two = Map.of(id(2), Weight.FULL);
        TrafficSpec first = numbered(5, traffic(one, 1, 2));
        done(platform.ensureTraffic(first, effect(1, "shift-5")));
        done(platform.ensureTraffic(first, effect(1, "shift-5")));
        try (var other = new RemoteSimulatedPlatform(server.address(), "other", Duration.ofSeconds(10))) {
            done(other.ensureTraffic(numbered(6, traffic(two, List.of(one), 1, 2)), effect(2, "shift-6")));
            assertThatThrownBy(() -> done(platform.ensureTraffic(first, effect(1, "shift-5"))))
                    .extracting("kind")
                    .isEqualTo(Kind.SUPERSEDED);
        }
        List<SimulatedCall> shifts = script.calls(0, Verb.ENSURE_TRAFFIC, 100);
        assertThat(shifts)
                .extracting(SimulatedCall::node, SimulatedCall::shift, SimulatedCall::outcome, SimulatedCall::effect)
                .containsExactly(
                        Tuple.tuple("one", 5L, Outcome.CHANGED, "hello/1/shift-5"),
                        Tuple.tuple("one", 5L, Outcome.UNCHANGED, "hello/1/shift-5"),
                        Tuple.tuple("other", 6L, Outcome.CHANGED, "hello/2/shift-6"),
                        Tuple.tuple("one", 5L, Outcome.REFUSED, "hello/1/shift-5"));
        assertThat(shifts.getLast().detail()).contains("comes after change 6");
        assertThat(script.calls(0, Verb.ENSURE_ENVIRONMENT, 100))
                .extracting(SimulatedCall::subject, SimulatedCall::outcome)
                .containsExactly(Tuple.tuple("hello-1", Outcome.CREATED), Tuple.tuple("hello-2", Outcome.CREATED));
    }

    @Test
    void hasEveryCallInItsFileInOrder() throws IOException {
        List<CompletionStage<EnvironmentObservation>> underWay = new ArrayList<>();
        for (int call = 0; call < 500; call++) {
            underWay.add(platform.observeEnvironment(spec(1 + call % 7, 1)));
        }
        underWay.forEach(this::done);
        assertThat(script.calls(490, null, 100)).hasSize(10);
        List<Long> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(file())) {
            numbers.add(Json.mapper().readValue(line, SimulatedCall.class).number());
        }
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 500).boxed().toList());
    }

    @Test
    void aRefusedConnectionMayBeTriedAgain() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (var lonely = new RemoteSimulatedPlatform(nobody, "one", Duration.ofSeconds(10))) {
            assertFails(() -> done(lonely.observeEnvironment(spec(1, 1))), Kind.RETRYABLE);
        }
    }

    @Test
    void aConnectionThatBreaksLeavesTheOutcomeUnknown() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var cut = new RemoteSimulatedPlatform(
                        URI.create("http://127.0.0.1:" + socket.getLocalPort()), "one", Duration.ofSeconds(10))) {
            Thread.ofVirtual().start(() -> {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read();
                } catch (IOException e) {
                    // the test's end closed it
                }
            });
            assertFails(() -> done(cut.ensureEnvironment(spec(1, 1), effect(1, "create"))), Kind.UNKNOWN_OUTCOME);
        }
    }

    @Test
    void faultsKeepTheirKind() {
        script.failNext(Verb.ENSURE_ENVIRONMENT, 1, Kind.THROTTLED);
        assertFails(() -> done(platform.ensureEnvironment(spec(1, 1), effect(1, "create"))), Kind.THROTTLED);
        script.loseReplies(Verb.ENSURE_ENVIRONMENT, 1);
        assertFails(() -> done(platform.ensureEnvironment(spec(1, 1), effect(1, "create"))), Kind.UNKNOWN_OUTCOME);
        assertThat(untilReady(spec(1, 1)).exists()).isTrue();
    }

    @Test
    void anAnswerThatNeverComesIsUnknownInTime() {
        script.neverReply(Verb.ENSURE_ENVIRONMENT, 1);
        try (var hasty = new RemoteSimulatedPlatform(server.address(), "one", Duration.ofMillis(200))) {
            assertFails(() -> done(hasty.ensureEnvironment(spec(1, 1), effect(1, "create"))), Kind.UNKNOWN_OUTCOME);
        }
        assertThat(untilReady(spec(1, 1)).exists()).isTrue();
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String body : List.of("", "{", "{}", "[]", "{\"spec\":null,\"effect\":\"hello/1/create\"}")) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(server.address().resolve("/platform/ensure-environment"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as("answer to %s", body).isEqualTo(400);
                assertThat(answer.body()).contains("\"kind\":\"terminal\"");
            }
        }
        assertThat(script.calls(0, null, 100)).isEmpty();
    }

    private static void assertFails(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOf(PlatformException.class)
                .extracting("kind")
                .isEqualTo(kind);
    }

    private Path file() {
        return folder.resolve("calls.jsonl");
    }
}
