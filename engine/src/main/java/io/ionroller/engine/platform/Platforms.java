package io.ionroller.engine.platform;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Strategy;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The platforms that this process knows, by name. Immutable. */
public final class Platforms {

    private final TreeMap<String, Platform> byType;

    public Platforms(List<Platform> platforms) {
        byType = platforms.stream()
                .collect(Collectors.toMap(
                        Platform::type,
                        platform -> platform,
                        (one, two) -> {
                            throw new IllegalArgumentException("two platforms named " + one.type());
                        },
                        TreeMap::new));
    }

    /**
     * The platform of a stored configuration.
     *
     * @throws PlatformException TERMINAL if this process does not have it
     */
    public Platform of(PlatformSettings settings) {
        Platform platform = byType.get(settings.type());
        if (platform == null) {
            throw new PlatformException(
                    PlatformException.Kind.TERMINAL,
                    "this engine has no platform '" + settings.type() + "', only "
                            + String.join(", ", byType.keySet()));
        }
        return platform;
    }

    /** What finds and removes leftovers on the platform of this name; absent for an unknown one, or one that has nothing of the kind. */
    public Optional<Sweeper> sweeper(String type) {
        return Optional.ofNullable(byType.get(type)).flatMap(Platform::sweeper);
    }

    /** What holds up calls of a priority on a platform at this moment; empty where nothing does. */
    public Optional<String> callDelay(PlatformSettings settings, Priority priority) {
        return Optional.ofNullable(byType.get(settings.type()))
                .flatMap(platform -> platform.at(priority).callDelay(settings));
    }

    /** How often something awaited on a platform is worth a look; as wanted where this process does not have it. */
    public Duration observeInterval(PlatformSettings settings, Duration wanted) {
        Platform platform = byType.get(settings.type());
        return platform == null ? wanted : platform.observeInterval(wanted);
    }

    /** How many observations in a row must show an environment of these settings ready; 1 where this process lacks the platform. */
    public int requiredObservations(PlatformSettings settings) {
        Platform platform = byType.get(settings.type());
        return platform == null ? 1 : platform.requiredObservations(settings);
    }

    /** How long an environment of these settings is drained for; zero where this process does not have its platform. */
    public Duration drainDelay(PlatformSettings settings) {
        Platform platform = byType.get(settings.type());
        return platform == null ? Duration.ZERO : platform.drainDelay(settings);
    }

    /** How an environment of these settings gets all traffic; empty where this process does not have its platform. */
    public Optional<String> trafficReturns(PlatformSettings settings) {
        return Optional.ofNullable(byType.get(settings.type())).map(platform -> platform.trafficReturns(settings));
    }

    /** What its platform would do for a release of the candidate; a platform that cannot say is a problem of the plan. */
    public CompletionStage<PlatformPlan> plan(EnvironmentSpec candidate, TrafficSpec traffic) {
        try {
            return of(candidate.platform())
                    .at(Priority.CREATE)
                    .plan(candidate, traffic)
                    .exceptionally(Platforms::unplanned);
        } catch (RuntimeException failure) {
            return CompletableFuture.completedStage(unplanned(failure));
        }
    }

    private static PlatformPlan unplanned(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        PlatformPlan.Severity severity =
                cause instanceof PlatformException known && known.kind() == PlatformException.Kind.TERMINAL
                        ? PlatformPlan.Severity.BLOCKING
                        : PlatformPlan.Severity.WARNING;
        return new PlatformPlan(
                List.of(),
                Map.of(),
                List.of(new PlatformPlan.Problem(
                        severity, "platform", "it could not be asked: " + cause.getMessage(), "an answer; try again")),
                PlatformPlan.Calls.NONE,
                List.of(),
                Map.of());
    }

    /** What is wrong for its platform in a configuration that is right in itself; fields are those of the configuration. */
    public List<Violation> check(ServiceName service, ServiceConfiguration configuration) {
        List<Violation> violations = new ArrayList<>(check(service, configuration.platform()));
        Platform platform = byType.get(configuration.platform().type());
        if (platform != null) {
            violations.addAll(tooFine(configuration.strategy(), platform.weightUnit()));
        }
        return violations;
    }

    private static List<Violation> tooFine(Strategy strategy, int unit) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < strategy.steps().size(); i++) {
            if (strategy.steps().get(i) instanceof Step.SetWeight(Weight weight) && weight.basisPoints() % unit != 0) {
                violations.add(new Violation(
                        "strategy.steps[" + i + "].weight",
                        '"' + weight.percent() + '"',
                        "a multiple of " + new Weight(unit).percent() + ", the finest that this platform can do"));
            }
        }
        return violations;
    }

    /** What is wrong with the settings; fields begin with {@code platform}. */
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        Platform platform = byType.get(settings.type());
        if (platform == null) {
            return List.of(new Violation(
                    "platform.type", '"' + settings.type() + '"', "one of " + String.join(", ", byType.keySet())));
        }
        return platform.check(service, settings).stream()
                .map(violation -> violation.under("platform"))
                .toList();
    }
}
