package io.ionroller.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EffectOriginTest {

    private static final EnvironmentId SECOND = new EnvironmentId(new ServiceName("hello"), 2);

    static Stream<Arguments> effectsAndWhatMakesThemOwed() {
        return Stream.of(
                Arguments.of("hello/2/scale-3", new UpkeepEvent.ScalingStarted(SECOND, 3, 1, 2)),
                Arguments.of(
                        "hello/2/restore-4",
                        new UpkeepEvent.RestorationStarted(SECOND, 4, List.of(EnvironmentPart.CAPACITY))),
                Arguments.of("hello/2/drain", new ServiceEvent.DrainStarted(SECOND, "unused")),
                Arguments.of("hello/2/drain", new ServiceEvent.DrainProofExpired(SECOND)));
    }

    @ParameterizedTest
    @MethodSource("effectsAndWhatMakesThemOwed")
    void knowsWhatMadeAnEffectOwed(String effect, ServiceEvent event) {
        EffectOrigin origin = Objects.requireNonNull(EffectOrigin.of(effect));
        EffectOrigin ofAnother = Objects.requireNonNull(EffectOrigin.of(effect.replace("/2/", "/1/")));

        assertThat(origin.isMadeOwedBy(event)).isTrue();
        assertThat(ofAnother.isMadeOwedBy(event)).isFalse();
    }

    @Test
    void doesNotTakeEverythingForAnEffect() {
        assertThat(EffectOrigin.of("start-release")).isNull();
        assertThat(EffectOrigin.of("time-passed")).isNull();
    }
}
