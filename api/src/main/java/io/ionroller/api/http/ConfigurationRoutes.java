package io.ionroller.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.AcceptedView;
import io.ionroller.api.view.ConfigurationView;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.ServiceReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /services/{s}/config}: put, read, delete. The history is {@link ConfigurationHistory}'s. */
final class ConfigurationRoutes {

    static final String PATH = "/services/{service}/config";

    private final Commands commands;
    private final Platforms platforms;
    private final ConfigurationHistory history;

    ConfigurationRoutes(Commands commands, Platforms platforms, ConfigurationHistory history) {
        this.commands = commands;
        this.platforms = platforms;
        this.history = history;
    }

    List<Endpoint> endpoints() {
        Operation put = Operation.changing(
                        Permission.CONFIGURE,
                        "putConfiguration",
                        "Store a new revision of the configuration.",
                        Success.json(AcceptedView.class, 200, 201))
                .taking(ServiceConfiguration.class)
                .with(DryRun.PARAMETER);
        Operation get = Operation.reading(
                        Permission.READ,
                        "getConfiguration",
                        "The configuration in force, or an older one.",
                        Success.json(ConfigurationView.class, 200))
                .with(
                        Parameter.query("revision", "integer", "The revision with this number."),
                        Parameter.query("timestamp", "date-time", "What was in force at this time."))
                .failing(404);
        Operation delete = Operation.changing(
                Permission.CONFIGURE,
                "deleteConfiguration",
                "Take the configuration away; only when nothing is deployed.",
                Success.json(AcceptedView.class, 200));
        return List.of(
                Endpoint.put(PATH, put, this::put),
                Endpoint.get(PATH, get, this::get),
                Endpoint.delete(PATH, delete, this::delete));
    }

    private CompletionStage<HttpResponse> put(ApiRequest request) {
        ServiceName service = request.service();
        var put = new ServiceCommand.PutConfiguration(read(service, request.json()));
        if (DryRun.asked(request)) {
            return commands.tried(request, put).thenApply(dryRun -> Responses.ok(accepted(dryRun.answer())));
        }
        return commands.send(request, put).thenApply(done -> {
            Answer answer = done.answer();
            Integer revision = answer.revision();
            int status = revision != null && revision == 1 && answer.sentence().startsWith("stored") ? 201 : 200;
            String location = revision == null ? "" : "/services/" + service + "/config?revision=" + revision;
            return Commands.finished(Responses.json(status, accepted(answer)), done, location);
        });
    }

    private CompletionStage<HttpResponse> delete(ApiRequest request) {
        if (!request.json().isBlank()) {
            JsonBody.of(request, List.of()).check();
        }
        return commands.send(request, new ServiceCommand.DeleteConfiguration())
                .thenApply(done -> Commands.finished(Responses.ok(accepted(done.answer())), done, ""));
    }

    private CompletionStage<HttpResponse> get(ApiRequest request) {
        Optional<Long> revision = request.query().number("revision", 1, Integer.MAX_VALUE);
        if (request.query().text("timestamp").isPresent()) {
            if (revision.isPresent()) {
                throw Problem.parameter("timestamp", "given beside revision", "only one of the two")
                        .thrown();
            }
            return history.at(request).thenApply(Responses::ok);
        }
        return commands.state(request).thenApply(ServiceReply.Snapshot::state).thenApply(state -> {
            Optional<ConfigurationRevision> found = revision.isPresent()
                    ? Optional.ofNullable(
                            state.configurations().get(revision.get().intValue()))
                    : state.configuration();
            return Responses.ok(view(state, found.orElseThrow(() -> missing(state, revision))));
        });
    }

    private static ConfigurationView view(ServiceState state, ConfigurationRevision found) {
        return new ConfigurationView(
                state.name().value(),
                found.revision(),
                found.at(),
                null,
                ConfigurationJson.tree(found.configuration()));
    }

    private static ProblemException missing(ServiceState state, Optional<Long> revision) {
        return Problem.notFound(
                        "configuration-not-found",
                        state.name() + " has no "
                                + revision.map(number -> "revision " + number).orElse("configuration: it was deleted"),
                        "see its history: GET /services/" + state.name() + "/configs")
                .thrown();
    }

    private static AcceptedView accepted(Answer answer) {
        return new AcceptedView(answer.release(), answer.revision(), null, answer.sentence());
    }

    /** Reads the document and has the platform check its settings; all that is wrong is told at once. */
    private ServiceConfiguration read(ServiceName service, String json) {
        JsonNode document = JsonBody.parse(json);
        List<Violation> violations = new ArrayList<>();
        try {
            ServiceConfiguration configuration = ConfigurationJson.read(json);
            violations.addAll(platforms.check(service, configuration));
            if (violations.isEmpty()) {
                return configuration;
            }
        } catch (InvalidValueException e) {
            violations.addAll(e.violations());
            violations.addAll(platformViolations(service, document));
        }
        throw Problem.of(Problem.Kind.INVALID, "invalid-configuration", violations)
                .thrown();
    }

    /** What the platform says although the rest of the document is wrong; nothing if its own part cannot be read. */
    private List<Violation> platformViolations(ServiceName service, JsonNode document) {
        if (!document.path("platform").isObject()) {
            return List.of();
        }
        try {
            String alone = Json.mapper()
                    .createObjectNode()
                    .set("platform", document.path("platform"))
                    .toString();
            return platforms.check(service, ConfigurationJson.read(alone).platform());
        } catch (InvalidValueException e) {
            return List.of();
        }
    }
}
