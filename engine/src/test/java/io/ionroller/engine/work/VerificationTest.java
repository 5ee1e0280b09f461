package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
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
import io.ionroller.engine.platform.InstanceObservation;
import io.ionroller.engine.platform.InstanceObservation.State;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.TrafficObservation;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.ServiceCommand.EnvironmentSeen;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final EnvironmentId ID = new EnvironmentId(new ServiceName("hello"), 2);
    private static final int NEEDED = 3;

    private final ThoroughPlatform platform = new ThoroughPlatform();
    private Work work = work(false);

    private Work work(boolean urgent) {
        EnvironmentSpec spec = new EnvironmentSpec(
                ID, new Version("2.0.0"), 1, new PlatformSettings("thorough", Map.of()), HealthCheck.standard());
        return new Works(
                        new Platforms(List.of(platform)),
                        WorkSettings.from(ConfigFactory.load()),
                        InstantSource.fixed(NOW),
                        Permit.ALWAYS)
                .of(new Effect.VerifyEnvironment(new EffectId(ID.service(), 2, "verify"), spec, urgent));
    }

    /** One more look, so many seconds after the first one. */
    private String seen(int second, State state) {
        platform.answer = CompletableFuture.completedFuture(new EnvironmentObservation(
                ID, 1, List.of(new InstanceObservation("1", state, "", "")), NOW.plusSeconds(second)));
        EnvironmentSeen report =
                (EnvironmentSeen) work.attempt().toCompletableFuture().join().orElseThrow();
        return report.times() + " of " + report.needed();
    }

    @Test
    void countsHowOftenInARowTheEnvironmentWasReady() {
        assertThat(seen(0, State.STARTING)).isEqualTo("0 of 3");
        assertThat(seen(5, State.HEALTHY)).isEqualTo("1 of 3");
        assertThat(seen(10, State.HEALTHY)).isEqualTo("2 of 3");
        assertThat(seen(15, State.HEALTHY)).isEqualTo("3 of 3");
    }

    @Test
    void beginsAnewWhenItWasNotReady() {
        seen(0, State.HEALTHY);
        seen(5, State.HEALTHY);

        assertThat(seen(10, State.UNHEALTHY)).isEqualTo("0 of 3");
        assertThat(seen(15, State.HEALTHY)).isEqualTo("1 of 3");
    }

    @Test
    void beginsAnewWhenItCouldNotBeRead() {
        seen(0, State.HEALTHY);
        platform.answer =
                CompletableFuture.failedFuture(new PlatformException(PlatformException.Kind.THROTTLED, "busy"));
        assertThatThrownBy(() -> work.attempt().toCompletableFuture().join()).hasMessageContaining("busy");

        assertThat(seen(10, State.HEALTHY)).isEqualTo("1 of 3");
    }

    @Test
    void countsTheSameObservationOnce() {
        seen(0, State.HEALTHY);

        assertThat(seen(0, State.HEALTHY)).isEqualTo("1 of 3");
    }

    @Test
    void beginsAnewAfterACrash() {
        seen(0, State.HEALTHY);
        work = work(false);

        assertThat(seen(5, State.HEALTHY)).isEqualTo("1 of 3");
    }

    @Test
    void aWayBackLooksOnce() {
        work = work(true);

        assertThat(seen(0, State.HEALTHY)).isEqualTo("1 of 1");
    }

    /** Wants to be seen ready three times. */
    private static final class ThoroughPlatform implements Platform {

        private CompletionStage<EnvironmentObservation> answer =
                CompletableFuture.completedFuture(EnvironmentObservation.absent(ID, NOW));

        @Override
        public String type() {
            return "thorough";
        }

        @Override
        public int requiredObservations(PlatformSettings settings) {
            return NEEDED;
        }

        @Override
        public List<Violation> check(ServiceName service, PlatformSettings settings) {
            return List.of();
        }

        @Override
        public CompletionStage<EnvironmentObservation> observeEnvironment(EnvironmentSpec spec) {
            return answer;
        }

        @Override
        public CompletionStage<EnvironmentObservation> ensureEnvironment(EnvironmentSpec spec, EffectId effect) {
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
