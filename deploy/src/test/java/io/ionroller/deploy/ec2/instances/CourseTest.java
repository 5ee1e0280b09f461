package io.ionroller.deploy.ec2.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.ec2.instances.TargetWorld.Fate;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which step follows from what a shared target group has. */
final class CourseTest {

    private static final EnvironmentId OLD = TargetWorld.id(1);
    private static final EnvironmentId NEW = TargetWorld.id(2);
    private static final Map<EnvironmentId, Weight> ALL_OLD = Map.of(OLD, Weight.FULL);
    private static final Map<EnvironmentId, Weight> ALL_NEW = Map.of(NEW, Weight.FULL);

    private static TargetWorld world(int old, int fresh) {
        return new TargetWorld(Map.of(OLD, old, NEW, fresh)).allIn(OLD);
    }

    private static Map<EnvironmentId, Weight> share(String percent) {
        Weight weight = Weight.ofPercent(percent);
        return Map.of(OLD, weight.rest(), NEW, weight);
    }

    /** The numbers of instances of the new and the old side that were in, one after the other. */
    private static List<String> way(TargetWorld world, Map<EnvironmentId, Weight> wanted) {
        return world.follow(picture -> Course.forth(picture, wanted, ALL_OLD));
    }

    @Test
    void threeByThreeGoOneInOneOut() {
        assertThat(way(world(3, 3), ALL_NEW)).containsExactly("1 3", "1 2", "2 2", "2 1", "3 1", "3 0");
    }

    @Test
    void aSingleInstanceGoesInBeforeTheOtherGoesOut() {
        assertThat(way(world(1, 1), ALL_NEW)).containsExactly("1 1", "1 0");
    }

    @Test
    void sizesThatDifferGoInProportion() {
        assertThat(way(world(2, 6), ALL_NEW)).containsExactly("1 2", "2 2", "3 2", "3 1", "4 1", "5 1", "6 1", "6 0");
        assertThat(way(world(6, 2), ALL_NEW)).containsExactly("1 6", "1 5", "1 4", "1 3", "2 3", "2 2", "2 1", "2 0");
    }

    @Test
    void aShareStopsOnTheWay() {
        TargetWorld world = world(4, 4);
        assertThat(way(world, share("10%"))).containsExactly("1 4");
        assertThat(world.follow(picture -> Course.forth(picture, share("50%"), share("10%"))))
                .containsExactly("1 3", "2 3", "2 2");
        assertThat(world.follow(picture -> Course.forth(picture, ALL_NEW, share("50%"))))
                .containsExactly("3 2", "3 1", "4 1", "4 0");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "7,1", "2,3", "3,2", "5,4", "10,10", "3,8", "12,5"})
    void whatServesIsNeverLessThanTheSmallerSideHas(int old, int fresh) {
        for (String percent : List.of("0.1%", "10%", "33%", "50%", "99.9%", "100%")) {
            TargetWorld world = world(old, fresh);
            Map<EnvironmentId, Weight> wanted = percent.equals("100%") ? ALL_NEW : share(percent);
            way(world, wanted);
            assertThat(world.leastServing()).as(percent).isGreaterThanOrEqualTo(Math.min(old, fresh));
            assertThat(world.mostAtOnce()).as(percent).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aFirstReleaseGoesInAtOnce() {
        TargetWorld world = new TargetWorld(Map.of(OLD, 3));
        assertThat(world.follow(picture -> Course.forth(picture, ALL_OLD, Map.of())))
                .containsExactly("0 3");
    }

    @Test
    void anUnhealthyNewInstanceStopsItBeforeAnOldOneLeaves() {
        TargetWorld world = world(3, 3).newOnesAre(Fate.UNHEALTHY);
        assertThat(way(world, ALL_NEW)).containsExactly("1 3");
        assertThat(Course.forth(world.picture(), ALL_NEW, ALL_OLD))
                .isInstanceOfSatisfying(
                        Step.Await.class, await -> assertThat(await.reason()).contains("waits for", "unhealthy"));
    }

    @Test
    void ofAnOldSideThatIsIllTheIllLeaveFirstAndHoldNothingUp() {
        TargetWorld world = world(3, 3).become(OLD, 0, Fate.UNHEALTHY).become(OLD, 2, Fate.UNHEALTHY);
        assertThat(way(world, ALL_NEW)).containsExactly("1 3", "1 2", "2 2", "2 1", "3 1", "3 0");
        assertThat(world.leastServing()).isEqualTo(1);
    }

    @Test
    void onlyInstancesInServiceGoIn() {
        TargetWorld world = world(2, 3).unavailable(NEW, 0);
        assertThat(way(world, ALL_NEW)).containsExactly("1 2", "2 2", "2 1");
        assertThat(Course.forth(world.picture(), ALL_NEW, ALL_OLD)).isInstanceOf(Step.Await.class);
    }

    @Test
    void whatHasEndedIsTakenOutAndItsReplacementPutIn() {
        TargetWorld world = world(3, 0).unavailable(OLD, 1).launch(OLD, 1);
        assertThat(world.follow(picture -> Course.forth(picture, ALL_OLD, ALL_OLD)))
                .containsExactly("0 2", "0 3");
        assertThat(Course.forth(world.picture(), ALL_OLD, ALL_OLD)).isInstanceOf(Step.Done.class);
    }

    @Test
    void aRollbackGoesInAtOnceAndOutAtOnce() {
        TargetWorld world = world(3, 3);
        way(world, share("50%"));
        assertThat(world.follow(picture -> Course.back(picture, ALL_OLD))).containsExactly("2 3", "0 3");
        assertThat(world.leastServing()).isEqualTo(3);
    }

    @Test
    void aRollbackDoesNotWaitForWhatTheBalancerFoundUnhealthy() {
        TargetWorld world = world(3, 3);
        way(world, ALL_NEW);
        world.become(OLD, 0, Fate.UNHEALTHY);
        assertThat(world.follow(picture -> Course.back(picture, ALL_OLD))).containsExactly("3 3", "0 3");
    }

    @Test
    void aRollbackToWhatCannotServeLeavesTheOthersIn() {
        TargetWorld world = world(2, 2);
        way(world, ALL_NEW);
        world.become(OLD, 0, Fate.UNHEALTHY).become(OLD, 1, Fate.UNHEALTHY);
        assertThat(world.follow(picture -> Course.back(picture, ALL_OLD))).containsExactly("2 2");
    }

    @Test
    void outConsecutiveOnesAreApartAndTheOneThatANewOneMakesUpForIsNot() {
        TargetWorld world = world(6, 2);
        assertThat(world.apart(picture -> Course.forth(picture, ALL_NEW, ALL_OLD)))
                .as("in, out, out, out, in, out, out, out")
                .containsExactly(true, false, true, true, true, false, true, true);
    }

    @Test
    void nothingIsWantedAnyMore() {
        assertThat(world(3, 0).follow(picture -> Course.forth(picture, Map.of(), ALL_OLD)))
                .containsExactly("0 0");
    }
}
