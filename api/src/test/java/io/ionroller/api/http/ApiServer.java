package io.ionroller.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.access.AccessBook;
import io.ionroller.api.access.AccessControl;
import io.ionroller.api.access.AccessSettings;
import io.ionroller.api.access.ApiToken;
import io.ionroller.api.audit.Checkpoints;
import io.ionroller.api.logging.LogLevels;
import io.ionroller.api.telemetry.Tracing;
import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.rollout.ServiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.jspecify.annotations.Nullable;

/** The API on a real socket over owners, journal and platform in memory. */
final class ApiServer implements AutoCloseable {

    static final String CONFIGURATION = """
            {"platform":{"type":"instant","instances":2},
             "strategy":{"steps":[{"weight":"10%"},{"pause":"manual"},{"weight":"100%"}]}}""";

    final InMemoryJournal journal = new InMemoryJournal();
    final InMemoryChain chain = new InMemoryChain();
    final InMemoryCatalog catalog = new InMemoryCatalog(journal);
    final InstantPlatform platform = new InstantPlatform();
    final InMemoryServices services = new InMemoryServices(journal, platform);
    volatile List<String> notReady = List.of();
    final AccessControl access;
    final ApiParts parts;
    final ActorSystem<Void> system;
    private final ServerBinding binding;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiServer(String... settings) {
        this(null, settings);
    }

    ApiServer(@Nullable Checkpoints checkpoints, String... settings) {
        String overrides = "pekko.http.server.idle-timeout = 60 s\npekko.coordinated-shutdown.exit-jvm = off\n"
                + "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off\n"
                + "pekko.loggers = [\"org.apache.pekko.event.slf4j.Slf4jLogger\"]\n"
                + String.join("\n", settings);
        system = ActorSystem.create(
                Behaviors.empty(),
                "api",
                ConfigFactory.parseString(overrides)
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        access = new AccessControl(
                        AccessSettings.from(system.settings().config()),
                        new AccessBook(journal, journal, InstantSource.system()),
                        InstantSource.system())
                .follow(system);
        parts = new ApiParts(
                services,
                journal,
                chain,
                checkpoints,
                catalog,
                new Platforms(List.of(platform)),
                new InMemoryClusterView(),
                access,
                "2.0.0-test",
                () -> notReady,
                Tracing.from(system.settings().config(), "2.0.0-test"),
                new LogLevels(),
                () -> CompletableFuture.completedStage("# HELP up Always 1.\nup 1.0\n"));
        binding = HttpServer.bind(new HttpServer.Listening("127.0.0.1", 0, null), HttpApi.routes(parts, system), system)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    int port() {
        return binding.localAddress().getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        BodyPublisher body = json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new token of somebody who has this role on these services. */
    ApiToken token(String name, Role role, String services) {
        return token(name, role, services, null);
    }

    ApiToken token(String name, Role role, String services, @Nullable Instant expires) {
        SecureRandom random = new SecureRandom();
        ApiToken token = ApiToken.random(random);
        change(new AccessCommand.CreateToken(new AccessEvent.TokenCreated(
                token.id(), name, new Grant(role, new ServicePattern(services)), expires, token.hashed(random))));
        return token;
    }

    void change(AccessCommand command) {
        access.book()
                .change(command, "test")
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** A request with a credential. */
    HttpRequest.Builder request(String path, ApiToken token) {
        return request(path).header("Authorization", "Bearer " + token.text());
    }

    /** A service with a configuration. */
    void configure(String service) {
        HttpResponse<String> response = put("/services/" + service + "/config", CONFIGURATION);
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
    }

    /** A service on which these versions have been released, promoted and completed. */
    void complete(String service, String... versions) {
        configure(service);
        for (String version : versions) {
            post("/services/" + service + "/release", "{\"version\":\"" + version + "\"}");
            post("/services/" + service + "/rollout/promote", "");
        }
    }

    /** Stores an event about the service without asking its owner. */
    void append(String service, String message) {
        journal.append(new RecordedEvent(
                new ServiceName(service),
                new EventMetadata(Instant.now(), "test", "test", "c", null),
                new ServiceEvent.EffectFailing(service + "/1/create", "retryable", message, 1)));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(response.body(), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
