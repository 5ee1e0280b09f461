package io.ionroller.api.http;

import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.logging.LogLevel;
import io.ionroller.api.logging.LogLevels;
import io.ionroller.api.view.LogLevelRequest;
import io.ionroller.api.view.LogLevelsView;
import io.ionroller.engine.model.Permission;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /log-levels}: how much the loggers of the node that is asked say. */
final class LogLevelRoutes {

    private static final String LOGGER = "/log-levels/{logger}";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$.]{1,200}");
    private static final Logger LOG = LoggerFactory.getLogger(LogLevelRoutes.class);

    private final LogLevels levels;

    LogLevelRoutes(LogLevels levels) {
        this.levels = levels;
    }

    List<Endpoint> endpoints() {
        Success all = Success.json(LogLevelsView.class, 200);
        Operation read = Operation.reading(
                Permission.READ_CLUSTER,
                "getLogLevels",
                "The loggers of this node that have a level of their own.",
                all);
        Operation set = Operation.reading(
                        Permission.OPERATE,
                        "setLogLevel",
                        "Gives a logger of this node a level until the node ends; the answer has all of them.",
                        all)
                .taking(LogLevelRequest.class)
                .with(Parameter.USER)
                .failing(413, 415, 422);
        Operation reset = Operation.reading(
                        Permission.OPERATE, "resetLogLevel", "Gives a logger the level that it started with.", all)
                .with(Parameter.USER);
        return List.of(
                Endpoint.get("/log-levels", read, request -> present()),
                Endpoint.put(LOGGER, set, this::set),
                Endpoint.delete(LOGGER, reset, this::reset));
    }

    private CompletionStage<HttpResponse> present() {
        return CompletableFuture.completedFuture(Responses.ok(view(levels.all())));
    }

    private CompletionStage<HttpResponse> set(ApiRequest request) {
        String logger = logger(request);
        LogLevel level = JsonBody.of(request, List.of("level"))
                .requiredText("level", "one of trace, debug, info, warn, error, off", LogLevel::of);
        levels.set(logger, level);
        return changed(request, logger, level.text());
    }

    private CompletionStage<HttpResponse> reset(ApiRequest request) {
        String logger = logger(request);
        levels.reset(logger);
        return changed(request, logger, "standard");
    }

    /** Said whatever the levels are, so that a log that falls silent says why. */
    private CompletionStage<HttpResponse> changed(ApiRequest request, String logger, String level) {
        LOG.atWarn()
                .addKeyValue("logger", logger)
                .addKeyValue("level", level)
                .addKeyValue("who", request.who())
                .log("the level of a logger was changed");
        return present();
    }

    private static LogLevelsView view(List<LogLevels.Own> all) {
        return new LogLevelsView(all.stream()
                .map(logger -> new LogLevelsView.LogLevelView(
                        logger.name(),
                        logger.level().text(),
                        logger.standard() == null ? null : logger.standard().text()))
                .toList());
    }

    private static String logger(ApiRequest request) {
        String name = request.segment("logger");
        if (!NAME.matcher(name).matches()) {
            throw Problem.parameter("logger", name, "root, or a name such as io.ionroller.deploy")
                    .thrown();
        }
        return name;
    }
}
