package io.ionroller.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ionroller.api.app.Server;
import io.ionroller.api.app.ServerSettings;
import io.ionroller.cluster.CuttableLink;
import io.ionroller.cluster.FirstToken;
import io.ionroller.engine.json.Json;
import io.ionroller.persistence.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A server, the way to it, which can be cut, and a browser that looks at its console. */
final class ConsoleUnderTest implements AutoCloseable {

    /** What a person waits for is waited for so long: the machine may be busy. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Waits for a person after 10% and after 50%. */
    static final String CANARY = """
            {"platform": {"type": "simulated", "instances": 2, "unhealthy_versions": ["6.6.6"]}, "bake": "0s",
             "deadlines": {"verifying": "3s"}, "keep_unused_for": "1h",
             "strategy": {"steps": [{"weight": "10%"}, {"pause": "manual"}, {"weight": "50%"}, {"pause": "manual"},
                                    {"weight": "100%"}]}}""";

    private final Server server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final BrowserContext context;
    private final String token;
    private CuttableLink link;

    private ConsoleUnderTest(Server server, String token, Browser.NewContextOptions options) throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        this.server = server;
        this.token = token;
        link = CuttableLink.open("127.0.0.1", 0, exit());
        context = Chromium.get().newContext(options);
        context.setDefaultTimeout(PATIENCE.toMillis());
    }

    static ConsoleUnderTest start(Path folder) throws IOException {
        return start(folder, new Browser.NewContextOptions().setViewportSize(1360, 900));
    }

    static ConsoleUnderTest start(Path folder, Browser.NewContextOptions options) throws IOException {
        Chromium.get();
        Server server = Server.start(new ServerSettings("127.0.0.1", 0, folder));
        server.awaitReady();
        return new ConsoleUnderTest(server, "", options);
    }

    /** One that wants a credential; the test itself asks as an admin. */
    static ConsoleUnderTest locked(Path folder) throws IOException {
        return locked(folder, "");
    }

    /** The same with more settings. */
    static ConsoleUnderTest locked(Path folder, String settings) throws IOException {
        Chromium.get();
        Config config = ConfigFactory.parseString("ionroller.access.authentication = required\n" + settings)
                .withFallback(ConfigFactory.load());
        String admin = FirstToken.make(StoreSettings.from(config, folder.resolve("store")));
        Server server = Server.start(new ServerSettings("127.0.0.1", 0, folder), UnaryOperator.identity(), config);
        server.awaitReady();
        return new ConsoleUnderTest(server, admin, new Browser.NewContextOptions().setViewportSize(1360, 900));
    }

    private InetSocketAddress exit() {
        return new InetSocketAddress(
                server.address().getHost(), server.address().getPort());
    }

    /** Where the browser finds the server. */
    String address() {
        return "http://127.0.0.1:" + link.port();
    }

    /** Opens a page of the console, or one of the browser's own; whatever it complains of is an error of the test. */
    Page open(String path) {
        Page page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // A request that is refused or not answered is told by the page, which the tests look at.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                errors.add(message.text());
            }
        });
        if (path.startsWith("/")) {
            page.navigate(address() + path);
            page.waitForSelector("h1");
        } else {
            page.navigate(path);
        }
        return page;
    }

    /** Closes all pages: each holds a stream, and a browser has six connections for one address. */
    void closePages() {
        context.pages().forEach(Page::close);
    }

    /** What pages complained of, such as a breach of the content security policy. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** Breaks all connections and takes no new ones. */
    void disconnect() {
        link.close();
    }

    void reconnect() throws IOException {
        link = CuttableLink.open("127.0.0.1", link.port(), exit());
    }

    /** Asks the server itself, past the link. */
    JsonNode get(String path) {
        return answer(HttpRequest.newBuilder(uri(path)).GET());
    }

    void configure(String service, String configuration) {
        answer(HttpRequest.newBuilder(uri("/services/" + service + "/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(configuration)));
    }

    /** Makes a token and answers it with its id. */
    JsonNode token(String name, String role, String services) {
        return post(
                "/access/tokens",
                "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"services\":\"" + services + "\"}",
                "ann");
    }

    void revoke(String id) {
        answer(HttpRequest.newBuilder(uri("/access/tokens/" + id)).DELETE());
    }

    JsonNode post(String path, String json, String user) {
        return answer(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("User", user)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** A service on which the version has all traffic. */
    void deploy(String service, String configuration, String version) {
        configure(service, configuration);
        release(service, version);
        awaitPhase(service, 1, "completed");
    }

    void release(String service, String version) {
        post("/services/" + service + "/release", "{\"version\":\"" + version + "\"}", "ann");
    }

    void awaitPhase(String service, long release, String phase) {
        Awaitility.await(service + " " + release + " " + phase)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get("/services/" + service + "/releases/" + release)
                        .path("phase")
                        .asText()
                        .equals(phase));
    }

    private URI uri(String path) {
        return server.address().resolve(path);
    }

    private JsonNode answer(HttpRequest.Builder request) {
        try {
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300 && answer.statusCode() != 503) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        context.close();
        link.close();
        http.shutdownNow();
        server.close();
    }
}
