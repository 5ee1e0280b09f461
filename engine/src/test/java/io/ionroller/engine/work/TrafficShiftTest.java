package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.Priority;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import io.ionroller.engine.rollout.ServiceCommand.TrafficSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TrafficShiftTest {

    private static final ServiceName HELLO = new ServiceName("hello");
    private static final EffectId EFFECT = new EffectId(HELLO, 1, "shift-1");

    @Test
    void reportsWhatWasReadBack() {
        TrafficObservation seen = new TrafficObservation(HELLO, Map.of(), Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(attempt(seen)).contains(new TrafficSeen(EFFECT, seen));
    }

    @Test
    void reportsNothingWhileTheChangeIsUnderWay() {
        assertThat(attempt(TrafficObservation.underWay(HELLO))).isEmpty();
    }

    private static Optional<Report> attempt(TrafficObservation answer) {
        TrafficSpec spec = new TrafficSpec(
                HELLO,
                1,
                new PlatformSettings("shifting", Map.of()),
                Map.of(new EnvironmentId(HELLO, 1), Weight.FULL),
                List.of(),
                List.of());
        return new TrafficShift(
                        EFFECT,
                        spec,
                        new Access(new Platforms(List.of(new ShiftingPlatform(answer))), Priority.VERIFY),
                        Duration.ofSeconds(1))
                .attempt()
                .toCompletableFuture()
                .join();
    }

    /** Answers changes of traffic as it is told, and nothing else. */
    private record ShiftingPlatform(TrafficObservation answer) implements Platform {

        @Override
        public String type() {
            return "shifting";
        }

        @Override
        public List<Violation> check(ServiceName service, PlatformSettings settings) {
            return List.of();
        }

        @Override
        public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<EnvironmentObservation> removeEnvironment(
                EnvironmentSpec spec, DrainProof proof, EffectId effect) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
            throw new UnsupportedOperationException();
        }
    }
}
