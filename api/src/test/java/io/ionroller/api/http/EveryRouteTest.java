package io.ionroller.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.access.ApiToken;
import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that the server has, with every role and every kind of credential. */
final class EveryRouteTest {

    private static final ApiServer SERVER = new ApiServer(
            "ionroller.access.authentication = required",
            "ionroller.access.rate.burst = 100000",
            "ionroller.access.wrong-credentials.burst = 100000");

    private static final Map<Role, ApiToken> RIGHT = new EnumMap<>(Role.class);
    private static final Map<Role, ApiToken> ELSEWHERE = new EnumMap<>(Role.class);
    private static final Map<Role, ApiToken> EXPIRED = new EnumMap<>(Role.class);
    private static final Map<Role, ApiToken> REVOKED = new EnumMap<>(Role.class);

    @BeforeAll
    static void makeTokens() {
        Instant soon = Instant.now().plusSeconds(2);
        for (Role role : Role.values()) {
            RIGHT.put(role, SERVER.token(role.text(), role, "*"));
            ELSEWHERE.put(role, SERVER.token(role.text() + "-elsewhere", role, "else-*"));
            EXPIRED.put(role, SERVER.token(role.text(), role, "*", soon));
            ApiToken revoked = SERVER.token(role.text(), role, "*");
            REVOKED.put(role, revoked);
            SERVER.change(new AccessCommand.RevokeToken(revoked.id()));
        }
        Awaitility.await().until(() -> Instant.now().isAfter(soon));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<Arguments> everyRouteAndRole() {
        return table().stream()
                .flatMap(endpoint -> Stream.of(Role.values())
                        .map(role -> Arguments.of(
                                endpoint.method().name() + " " + endpoint.path().text(), role, endpoint)));
    }

    private static List<Endpoint> table() {
        ApiSettings settings = ApiSettings.of(SERVER.system.settings().config());
        AppendSignal signal = new AppendSignal(SERVER.journal, settings.feedPoll(), SERVER.system);
        FeedRoutes feed =
                new FeedRoutes(SERVER.journal, SERVER.access.book(), signal, settings, InstantSource.system());
        return HttpApi.endpoints(SERVER.parts, feed, new Guard(SERVER.access));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyRouteAndRole")
    void nobodyIsLetInWithoutAGoodCredential(String route, Role role, Endpoint endpoint) {
        boolean open = endpoint.operation().permission() == Permission.NONE;
        int events = services().size();

        assertThat(refusal(endpoint, null)).isEqualTo(open ? "" : "credential-missing");
        for (String bad : bad()) {
            assertThat(refusal(endpoint, bad))
                    .as(bad)
                    .isIn(open ? List.of("") : List.of("credential-malformed", "credential-unknown"));
        }
        assertThat(refusal(endpoint, EXPIRED.get(role).text())).isEqualTo(open ? "" : "credential-expired");
        assertThat(refusal(endpoint, REVOKED.get(role).text())).isEqualTo(open ? "" : "credential-revoked");
        assertThat(services()).hasSize(events);
    }

    private static List<String> bad() {
        SecureRandom random = new SecureRandom();
        ApiToken right = Objects.requireNonNull(RIGHT.get(Role.ADMIN));
        ApiToken guessed = new ApiToken(right.id(), ApiToken.random(random).secret());
        String text = right.text();
        return List.of(
                "",
                "x",
                ApiToken.random(random).text(),
                guessed.text(),
                text.substring(0, text.length() - 1),
                text + "0");
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyRouteAndRole")
    void aRoleGivesWhatItIsFor(String route, Role role, Endpoint endpoint) {
        Permission permission = endpoint.operation().permission();
        boolean allowed = permission == Permission.NONE || role.permissions().contains(permission);
        int events = services().size();

        assertThat(refusal(endpoint, RIGHT.get(role).text())).isEqualTo(allowed ? "" : "permission-missing");

        if (!allowed) {
            assertThat(services()).hasSize(events);
            assertThat(denials()).anySatisfy(logged -> {
                assertThat(logged.event().metadata().who()).isEqualTo("token:" + role.text());
                assertThat(((AccessEvent.AccessDenied) logged.event().event()).permission())
                        .isEqualTo(permission);
            });
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("everyRouteAndRole")
    void aRoleOnOtherServicesGivesNothingHere(String route, Role role, Endpoint endpoint) {
        Permission permission = endpoint.operation().permission();
        boolean list = permission.reach() == Permission.Reach.SERVICE
                && !endpoint.path().parameters().contains("service")
                && role.permissions().contains(permission);
        int events = services().size();

        assertThat(refusal(endpoint, ELSEWHERE.get(role).text()))
                .isEqualTo(permission == Permission.NONE || list ? "" : "permission-missing");
        assertThat(services()).hasSize(events);
    }

    @Test
    void theDocumentSaysWhatEachRouteNeeds() throws IOException {
        JsonNode paths =
                Json.mapper().readTree(SERVER.get("/openapi.json").body()).path("paths");

        for (Endpoint endpoint : table()) {
            JsonNode operation = paths.path(endpoint.path().text())
                    .path(endpoint.method().name().toLowerCase(java.util.Locale.ROOT));
            Permission permission = endpoint.operation().permission();
            assertThat(operation.path("x-permission").asText()).isEqualTo(permission.text());
            assertThat(operation.path("security").isEmpty()).isEqualTo(permission == Permission.NONE);
        }
        assertThat(table().stream().filter(endpoint -> endpoint.operation().permission() == Permission.NONE))
                .extracting(endpoint -> endpoint.operation().id())
                .containsExactlyInAnyOrder(
                        "getLiveness",
                        "getReadiness",
                        "getOpenApi",
                        "beginSession",
                        "endSession",
                        "getSignIn",
                        "beginLogin",
                        "endLogin");
    }

    /** The code of the problem when the request was not let in; empty when it was. */
    private static String refusal(Endpoint endpoint, String credential) {
        String path = endpoint.path()
                .text()
                .replace("{service}", "hello")
                .replace("{release}", "1")
                .replaceAll("\\{[a-z]+}", "none");
        HttpRequest.Builder request = SERVER.request(path)
                .header("Content-Type", "application/json")
                .method(endpoint.method().name(), BodyPublishers.ofString("{}"));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        HttpResponse<InputStream> response = SERVER.send(request, BodyHandlers.ofInputStream());
        int status = response.statusCode();
        try (InputStream body = response.body()) {
            assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(status == 401);
            if (status != 401 && status != 403) {
                return "";
            }
            JsonNode problem = Json.mapper().readTree(body);
            if (status == 403) {
                assertThat(problem.path("detail").asText())
                        .contains("'" + endpoint.operation().permission().text() + "'");
            }
            return problem.path("code").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has happened to services. */
    private static List<LoggedEvent> services() {
        return SERVER.journal.all().stream()
                .filter(logged -> !(logged.event().event() instanceof AccessEvent.AccessDenied)
                        && !(logged.event().event() instanceof AccessEvent.TokenUsed))
                .toList();
    }

    private static List<LoggedEvent> denials() {
        return SERVER.journal.all().stream()
                .filter(logged -> logged.event().event() instanceof AccessEvent.AccessDenied)
                .toList();
    }
}
