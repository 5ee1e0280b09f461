package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficObservation.Route;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Answer;
import io.ionroller.engine.service.ServiceReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** For mutants: what stands between an engine with a mistake and the platform. Tells nothing but the truth unless extended. */
class LyingPlatform implements Platform {

    private final Platform real;

    LyingPlatform(Platform real) {
        this.real = real;
    }

    @Override
    public String type() {
        return real.type();
    }

    @Override
    public List<Violation> check(ServiceName service, PlatformSettings settings) {
        return real.check(service, settings);
    }

    @Override
    public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
        return real.ensureEnvironment(spec, effect);
    }

    @Override
    public CompletionStage<EnvironmentObservation> restoreEnvironment(
            EnvironmentSpec spec, Set<EnvironmentPart> parts, EffectId effect) {
        return real.restoreEnvironment(spec, parts, effect);
    }

    @Override
    public CompletionStage<EnvironmentObservation> scaleDownEnvironment(EnvironmentSpec spec, EffectId effect) {
        return real.scaleDownEnvironment(spec, effect);
    }

    @Override
    public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
        return real.observeEnvironment(spec);
    }

    @Override
    public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
        return real.ensureTraffic(spec, effect);
    }

    @Override
    public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
        return real.observeTraffic(spec);
    }

    @Override
    public CompletionStage<EnvironmentObservation> removeEnvironment(
            EnvironmentSpec spec, DrainProof proof, EffectId effect) {
        return real.removeEnvironment(spec, proof, effect);
    }

    @Override
    public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
        return real.output(spec, instance, lines);
    }

    static final class AnswersWhatWasAsked extends LyingPlatform {
        private final InstantSource clock;

        AnswersWhatWasAsked(Platform real, InstantSource clock) {
            super(real);
            this.clock = clock;
        }

        @Override
        public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
            return super.ensureTraffic(spec, effect).thenApply(seen -> Presumption.asIntended(spec, clock.instant()));
        }
    }

    static final class SeesNothingInFlight extends LyingPlatform {
        SeesNothingInFlight(Platform real) {
            super(real);
        }

        @Override
        public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
            return super.observeTraffic(spec).thenApply(SeesNothingInFlight::drained);
        }

        private static TrafficObservation drained(TrafficObservation seen) {
            Map<EnvironmentId, Route> routes = new TreeMap<>(seen.routes());
            routes.replaceAll((id, route) -> route.weight().equals(Weight.NONE)
                    ? new Route(route.weight(), route.zeroSince(), Duration.ZERO, 0, 0, 0, Duration.ZERO)
                    : route);
            return new TrafficObservation(seen.service(), routes, seen.observedAt());
        }
    }

    static final class HidesShiftNumbers extends LyingPlatform {
        HidesShiftNumbers(Platform real) {
            super(real);
        }

        @Override
        public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
            return super.ensureTraffic(
                    new TrafficSpec(
                            spec.service(),
                            Long.MAX_VALUE,
                            spec.platform(),
                            spec.weights(),
                            spec.expected(),
                            spec.environments()),
                    effect);
        }
    }

    static final class ExpectsEverything extends LyingPlatform {
        private final Cloud cloud;

        ExpectsEverything(Platform real, Cloud cloud) {
            super(real);
            this.cloud = cloud;
        }

        @Override
        public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
            List<Map<EnvironmentId, Weight>> expected = new ArrayList<>(spec.expected());
            expected.add(cloud.router().accepted());
            return super.ensureTraffic(
                    new TrafficSpec(
                            spec.service(),
                            spec.shift(),
                            spec.platform(),
                            spec.weights(),
                            expected,
                            spec.environments()),
                    effect);
        }
    }

    static final class CreatesAnother extends LyingPlatform {
        private final Set<EnvironmentId> unsure = new HashSet<>();

        CreatesAnother(Platform real) {
            super(real);
        }

        @Override
        public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
            EnvironmentId other =
                    new EnvironmentId(spec.id().service(), spec.id().release() + 1_000);
            EnvironmentSpec either = unsure.contains(spec.id())
                    ? new EnvironmentSpec(other, spec.version(), spec.revision(), spec.platform(), spec.healthCheck())
                    : spec;
            return super.ensureEnvironment(either, effect).whenComplete((seen, failure) -> {
                if (failure != null) {
                    unsure.add(spec.id());
                }
            });
        }
    }

    static class PresumesHealth extends LyingPlatform {
        private final InstantSource clock;

        PresumesHealth(Platform real, InstantSource clock) {
            super(real);
            this.clock = clock;
        }

        @Override
        public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
            return super.observeEnvironment(spec).exceptionally(failure -> healthy(spec));
        }

        EnvironmentObservation healthy(EnvironmentSpec spec) {
            int required = ((Number) spec.platform().settings().get("instances")).intValue();
            List<InstanceObservation> all = IntStream.rangeClosed(1, required)
                    .mapToObj(i ->
                            new InstanceObservation(Integer.toString(i), InstanceObservation.State.HEALTHY, "", ""))
                    .toList();
            return new EnvironmentObservation(spec.id(), required, all, clock.instant());
        }
    }

    static final class OverlooksLoss extends PresumesHealth {
        OverlooksLoss(Platform real, InstantSource clock) {
            super(real, clock);
        }

        @Override
        public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
            return super.observeEnvironment(spec).thenApply(seen -> seen.exists() ? seen : healthy(spec));
        }
    }

    static final class PresumesScaledUp extends PresumesHealth {
        PresumesScaledUp(Platform real, InstantSource clock) {
            super(real, clock);
        }

        @Override
        public CompletionStage<EnvironmentObservation> restoreEnvironment(
                EnvironmentSpec spec, Set<EnvironmentPart> parts, EffectId effect) {
            return super.restoreEnvironment(spec, parts, effect).thenApply(seen -> healthy(spec));
        }
    }

    static final class StampsOnArrival extends LyingPlatform {
        private final InstantSource clock;

        StampsOnArrival(Platform real, InstantSource clock) {
            super(real);
            this.clock = clock;
        }

        @Override
        public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
            return super.observeEnvironment(spec).thenApply(seen -> seen.at(clock.instant()));
        }

        @Override
        public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
            return super.observeTraffic(spec)
                    .thenApply(seen -> new TrafficObservation(seen.service(), seen.routes(), clock.instant()));
        }
    }

    /** The same answer in other words. */
    static ServiceReply otherWords(ServiceReply.Done done) {
        Answer answer = done.answer();
        return new ServiceReply.Done(
                new Answer(answer.release(), answer.revision(), answer.sentence() + ", again"), done.repeated());
    }
}
