package io.ionroller.deploy.ec2.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What is the engine's own doing, and what is somebody else's. */
final class ComparisonTest {

    private static final EnvironmentId OLD = TargetWorld.id(1);
    private static final EnvironmentId NEW = TargetWorld.id(2);
    private static final Map<EnvironmentId, Weight> ALL_OLD = Map.of(OLD, Weight.FULL);
    private static final Map<EnvironmentId, Weight> ALL_NEW = Map.of(NEW, Weight.FULL);
    private static final Map<EnvironmentId, Weight> QUARTER = Map.of(OLD, new Weight(7_500), NEW, new Weight(2_500));

    private static TargetWorld world() {
        return new TargetWorld(Map.of(OLD, 3, NEW, 3)).allIn(OLD);
    }

    private static Picture withForeign(Picture picture) {
        return new Picture(
                picture.sides(),
                List.of(),
                List.of(new Target("10.0.0.1", 80, TargetHealthStateEnum.HEALTHY, "")),
                Instant.EPOCH);
    }

    @Test
    void whatIsThereCountsAsWhatItMeans() {
        TargetWorld world = world();
        Map<EnvironmentId, Weight> tenth = Map.of(OLD, new Weight(9_000), NEW, new Weight(1_000));
        world.follow(picture -> Course.forth(picture, tenth, ALL_OLD));
        assertThat(new Comparison(world.picture(), tenth, false).calm()).isEqualTo(tenth);
        assertThat(new Comparison(world.picture(), tenth, false).shares()).isEqualTo(QUARTER);
    }

    @Test
    void aLostInstanceIsToBeBroughtBackWhenThereIsAnother() {
        TargetWorld world = world().unavailable(OLD, 0);
        assertThat(new Comparison(world.picture(), ALL_OLD, false).lost())
                .as("its target")
                .isNotNull();
        world.follow(picture -> Course.forth(picture, ALL_OLD, ALL_OLD));
        assertThat(new Comparison(world.picture(), ALL_OLD, false).lost())
                .as("nothing to put in")
                .isNull();
        world.launch(OLD, 1);
        assertThat(new Comparison(world.picture(), ALL_OLD, false).lost())
                .hasToString("TrafficProgress[sentence=2 of 3 instances of 1.0 in, notBefore=null]");
    }

    @Test
    void moreThanAnybodyIntendedIsDrift() {
        TargetWorld world = world();
        world.follow(picture -> world.picture().sides().get(NEW).in().isEmpty()
                ? Course.forth(picture, ALL_NEW, ALL_OLD)
                : new Step.Done());
        Comparison comparison = new Comparison(world.picture(), ALL_OLD, false);
        assertThat(comparison.lost()).isNull();
        assertThat(comparison.calm()).isEqualTo(QUARTER);
        assertThat(comparison.drifted(List.of(ALL_OLD), null)).isTrue();
        assertThat(comparison.drifted(List.of(ALL_OLD, ALL_NEW), null))
                .as("on the way")
                .isFalse();
        assertThat(comparison.drifted(List.of(ALL_OLD, QUARTER), null))
                .as("somebody has looked")
                .isFalse();
    }

    @Test
    void foreignTargetsAreDriftAndNeverStopARollback() {
        Picture picture = withForeign(world().picture());
        assertThat(new Comparison(picture, ALL_OLD, false).calm()).isEqualTo(Map.of(OLD, new Weight(7_500)));
        assertThat(new Comparison(picture, ALL_OLD, false).drifted(List.of(ALL_OLD), null))
                .isTrue();
        assertThat(new Comparison(picture, ALL_OLD, false)
                        .drifted(List.of(ALL_OLD), new TrafficProgress("1 of 3; not of this service: 10.0.0.1", null)))
                .as("it is in the journal")
                .isFalse();
        assertThat(new Comparison(picture, ALL_OLD, true).calm()).isEqualTo(ALL_OLD);
        assertThat(new Comparison(picture, ALL_OLD, true).drifted(List.of(ALL_OLD), null))
                .isFalse();
    }
}
