package io.ionroller.api.http;

import io.ionroller.api.console.Console;
import io.ionroller.engine.plan.Planner;
import io.ionroller.engine.query.PastStates;
import io.ionroller.engine.service.Census;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;

/** The whole API and the web console as one route. */
public final class HttpApi {

    private HttpApi() {}

    /**
     * Makes the route; called once by the composition root. It holds no state that matters: all of it is the journal's.
     *
     * @throws IllegalArgumentException if a setting under {@code ionroller.api} is missing or wrong
     */
    public static Route routes(ApiParts parts, ActorSystem<?> system) {
        ApiSettings settings = ApiSettings.of(system.settings().config());
        AppendSignal signal = new AppendSignal(parts.eventLog(), settings.feedPoll(), system);
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseServiceUnbind(), "end-feeds", () -> {
            signal.stop();
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        FeedRoutes feed =
                new FeedRoutes(parts.eventLog(), parts.access().book(), signal, settings, InstantSource.system());
        Guard guard = new Guard(parts.access());
        Dispatcher dispatcher = new Dispatcher(endpoints(parts, feed, guard), guard, parts.tracing(), system);
        Console console = Console.load();
        return Directives.extractRequest(request ->
                Directives.completeWithFuture(console.answer(request).orElseGet(() -> dispatcher.answer(request))));
    }

    /** The table of all routes. */
    static List<Endpoint> endpoints(ApiParts parts, FeedRoutes feed, Guard guard) {
        Commands commands = new Commands(parts.services(), InstantSource.system());
        PlanRoutes plans = new PlanRoutes(commands, new Planner(parts.platforms()), InstantSource.system());
        SessionRoutes sessions = new SessionRoutes(guard);
        ConfigurationHistory history = new ConfigurationHistory(parts.eventLog(), parts.catalog());
        List<Endpoint> endpoints = Stream.of(
                        new ServiceRoutes(
                                        parts.catalog(),
                                        commands,
                                        new PastStates(parts.eventLog()),
                                        InstantSource.system())
                                .endpoints(),
                        new ConfigurationRoutes(commands, parts.platforms(), history).endpoints(),
                        history.endpoints(),
                        plans.endpoints(),
                        new RolloutRoutes(commands, plans, parts.platforms()).endpoints(),
                        new ReleaseRoutes(parts.catalog()).endpoints(),
                        new EventRoutes(parts.eventLog(), parts.catalog()).endpoints(),
                        new AuditRoutes(parts.eventChain(), parts.checkpoints()).endpoints(),
                        new InstanceRoutes(commands, parts.platforms()).endpoints(),
                        new OrphanRoutes(
                                        new Census(parts.services(), parts.catalog(), parts.cluster()),
                                        parts.platforms())
                                .endpoints(),
                        feed.endpoints(),
                        new ClusterRoutes(parts.cluster(), parts.catalog()).endpoints(),
                        new AccessRoutes(parts.access(), InstantSource.system()).endpoints(),
                        sessions.endpoints(),
                        new LoginRoutes(parts.access(), sessions).endpoints(),
                        new HealthRoutes(parts).endpoints(),
                        new LogLevelRoutes(parts.logLevels()).endpoints(),
                        new MetricsRoutes(parts).endpoints())
                .flatMap(List::stream)
                .toList();
        return OpenApi.described(endpoints, parts.version());
    }
}
