package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.HealthCheck;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.Priority;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.DrainProofTooOld;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import io.ionroller.engine.rollout.ServiceCommand.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EnvironmentRemovalTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final EnvironmentId ID = new EnvironmentId(new ServiceName("hello"), 2);
    private static final EffectId EFFECT = new EffectId(ID.service(), 2, "remove");

    @Test
    void reportsWhatIsLeft() {
        assertThat(attempt(CompletableFuture.completedFuture(EnvironmentObservation.absent(ID, NOW)), NOW))
                .contains(new EnvironmentSeen(EFFECT, EnvironmentObservation.absent(ID, NOW)));
    }

    @Test
    void asksForANewProofWhereThePlatformSaysThatThisOneWasOvertaken() {
        assertThat(attempt(failing(PlatformException.Kind.SUPERSEDED), NOW)).contains(new DrainProofTooOld(EFFECT));
    }

    @Test
    void asksForANewProofWithoutACallWhenThisOneIsTooOld() {
        assertThat(attempt(failing(PlatformException.Kind.TERMINAL), NOW.plus(DrainProof.VALIDITY)))
                .contains(new DrainProofTooOld(EFFECT));
    }

    @Test
    void anyOtherFailureIsTheWorkers() {
        assertThatThrownBy(() -> attempt(failing(PlatformException.Kind.THROTTLED), NOW))
                .isInstanceOf(CompletionException.class)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(PlatformException.Kind.THROTTLED);
    }

    private static CompletionStage<EnvironmentObservation> failing(PlatformException.Kind kind) {
        return CompletableFuture.failedFuture(new PlatformException(kind, "no luck"));
    }

    private static Optional<Report> attempt(CompletionStage<EnvironmentObservation> answer, Instant now) {
        EnvironmentSpec spec = new EnvironmentSpec(
                ID, new Version("2.0.0"), 1, new PlatformSettings("removing", Map.of()), HealthCheck.standard());
        DrainProof proof = DrainProof.restore(ID, NOW, NOW, Duration.ZERO);
        return new EnvironmentRemoval(
                        new Effect.RemoveEnvironment(EFFECT, spec, proof),
                        new Access(new Platforms(List.of(new RemovingPlatform(answer))), Priority.VERIFY),
                        Duration.ofSeconds(1),
                        InstantSource.fixed(now))
                .attempt()
                .toCompletableFuture()
                .join();
    }

    /** Answers removals as it is told, and nothing else. */
    private record RemovingPlatform(CompletionStage<EnvironmentObservation> answer) implements Platform {

        @Override
        public String type() {
            return "removing";
        }

        @Override
        public List<Violation> check(ServiceName service, PlatformSettings settings) {
            return List.of();
        }

        @Override
        public CompletionStage<EnvironmentObservation> removeEnvironment(
                EnvironmentSpec spec, DrainProof proof, EffectId effect) {
            return answer;
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
        public CompletionStage<TrafficObservation> ensureTraffic(TrafficSpec spec, EffectId effect) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<TrafficObservation> observeTraffic(TrafficSpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<String>> output(EnvironmentSpec spec, String instance, int lines) {
            throw new UnsupportedOperationException();
        }
    }
}
