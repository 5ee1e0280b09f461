package io.ionroller.deploy.ec2.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import io.ionroller.engine.platform.TrafficSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the next step may be taken, and how far it is said to be. */
final class ShiftTest {

    private static final EnvironmentId OLD = TargetWorld.id(1);
    private static final EnvironmentId NEW = TargetWorld.id(2);
    private static final Map<EnvironmentId, Weight> ALL_OLD = Map.of(OLD, Weight.FULL);
    private static final Map<EnvironmentId, Weight> ALL_NEW = Map.of(NEW, Weight.FULL);
    private static final Duration DELAY = Duration.ofMinutes(5);

    private static Shift shift(@Nullable TrafficProgress stored) {
        TrafficSpec spec = new TrafficSpec(
                new ServiceName("hello"),
                2,
                new PlatformSettings("ec2", Map.of()),
                ALL_NEW,
                List.of(ALL_OLD),
                List.of(),
                stored);
        return new Shift(spec, DELAY, false);
    }

    private static Picture at(TargetWorld world, Instant at) {
        Picture picture = world.picture();
        return new Picture(picture.sides(), List.of(), List.of(), at);
    }

    /** One new instance is in, one old one out. */
    private static TargetWorld afterOneStep() {
        TargetWorld world = new TargetWorld(Map.of(OLD, 3, NEW, 3)).allIn(OLD);
        world.follow(picture -> world.picture().sides().get(OLD).in().size() == 2
                ? new Step.Done()
                : Course.forth(picture, ALL_NEW, ALL_OLD));
        return world;
    }

    @Test
    void theFirstStepIsTakenAtOnce() {
        Picture picture = at(new TargetWorld(Map.of(OLD, 3, NEW, 3)).allIn(OLD), Instant.EPOCH);
        assertThat(shift(null).mayStep(picture, true)).isTrue();
    }

    @Test
    void thePlaceIsStoredBeforeTheDelayBegins() {
        Picture picture = at(afterOneStep(), Instant.EPOCH);
        assertThat(shift(null).mayStep(picture, true)).isFalse();
        assertThat(shift(null).progress(picture))
                .isEqualTo(new TrafficProgress(
                        "1 of 3 instances of 2.0 in, 2 of 3 of 1.0 still in", Instant.EPOCH.plus(DELAY)));
    }

    @Test
    void theNextStepIsTakenWhenItsTimeHasComeWhoeverTakesIt() {
        TargetWorld world = afterOneStep();
        TrafficProgress stored = shift(null).progress(at(world, Instant.EPOCH));
        Picture early = at(world, Instant.EPOCH.plus(DELAY).minusSeconds(1));
        assertThat(shift(stored).mayStep(early, true)).isFalse();
        assertThat(shift(stored).progress(early)).isEqualTo(stored);
        assertThat(shift(stored).mayStep(at(world, Instant.EPOCH.plus(DELAY)), true))
                .isTrue();
    }

    @Test
    void aPlaceThatIsNotTheStoredOneBeginsTheDelayAnew() {
        TrafficProgress other = new TrafficProgress("0 of 3 instances of 2.0 in", Instant.EPOCH);
        Picture picture = at(afterOneStep(), Instant.EPOCH.plusSeconds(60));
        assertThat(shift(other).mayStep(picture, true)).isFalse();
        assertThat(shift(other).progress(picture))
                .extracting(TrafficProgress::notBefore)
                .isEqualTo(Instant.EPOCH.plusSeconds(60).plus(DELAY));
    }

    @Test
    void whatIsNotApartWaitsForNothing() {
        assertThat(shift(null).mayStep(at(afterOneStep(), Instant.EPOCH), false))
                .isTrue();
    }
}
