package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** Three nodes and what divides the rate among them, without the messages between. */
class SharedBudgetTest {

    private static final Allowance CONFIGURED = new Allowance(40, 10);
    private static final List<String> NODES = List.of("a", "b", "c");

    private final TestInbox<BudgetReporter.Message> inbox = TestInbox.create();
    private final Map<String, SharedBudget> budgets = new HashMap<>();
    private Instant now = VirtualGateTime.START;
    private Rations rations = new Rations(CONFIGURED, Scene.SETTINGS, now);

    SharedBudgetTest() {
        NODES.forEach(node -> budgets.put(node, new SharedBudget(CONFIGURED, 3, Scene.SETTINGS, now)));
    }

    private SharedBudget budget(String node) {
        return budgets.get(node);
    }

    private double rate(String node) {
        return budget(node).allowance(now).perSecond();
    }

    private double together() {
        return NODES.stream().mapToDouble(this::rate).sum();
    }

    private void second(String... reporting) {
        now = now.plusSeconds(1);
        for (String node : reporting) {
            SharedBudget.Told told = budget(node).report();
            budget(node)
                    .accept(
                            rations.report(
                                    new ApiBudget.Report(
                                            node,
                                            told.demand(),
                                            told.throttles(),
                                            told.rate(),
                                            told.nodes(),
                                            inbox.getRef()),
                                    now),
                            now);
        }
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            second("a", "b", "c");
        }
    }

    private void backlog(String node, Lane lane, int calls) {
        Stream.generate(() -> lane).limit(calls).forEach(budget(node)::entered);
    }

    @Test
    void beginsWithEqualParts() {
        assertThat(NODES)
                .allSatisfy(node -> assertThat(budget(node).allowance(now)).isEqualTo(CONFIGURED.part(3)));
    }

    @Test
    void partsOfThreeNodesAreTheWholeRate() {
        backlog("a", Lane.VERIFY, 500);
        backlog("b", Lane.OBSERVE, 20);
        seconds(5);
        assertThat(together()).isCloseTo(10, within(1e-6));
    }

    @Test
    void theRateFollowsWhatIsNeeded() {
        backlog("a", Lane.VERIFY, 500);
        seconds(5);
        assertThat(rate("a")).isGreaterThan(9);
        Stream.generate(() -> Lane.VERIFY).limit(500).forEach(budget("a")::left);
        backlog("b", Lane.VERIFY, 500);
        seconds(2);
        assertThat(rate("b")).isGreaterThan(9);
    }

    @Test
    void aNodeWithoutNeedsKeepsTokensForARollback() {
        backlog("a", Lane.VERIFY, 500);
        seconds(5);
        VirtualGateTime time = new VirtualGateTime();
        Gate gate = new Gate(Scene.KEY, budget("c"), Scene.SETTINGS, time);
        assertThat(gate.figures().tokens()).isGreaterThan(13);
    }

    @Test
    void whatOneNodeLearnsLowersTheRateOfAll() {
        seconds(3);
        budget("a").throttled(now, now);
        assertThat(rate("a")).isCloseTo(10 / 6.0, within(0.01));
        seconds(1);
        second("b", "c");
        assertThat(together()).isCloseTo(5, within(0.5));
    }

    @Test
    void nodesThatWereThrottledInOnePeriodTellOfOneEvent() {
        seconds(3);
        NODES.forEach(node -> budget(node).throttled(now, now));
        seconds(1);
        assertThat(together()).isCloseTo(5, within(0.5));
    }

    @Test
    void rateOfAllRisesBackToTheConfiguredOne() {
        seconds(3);
        budget("a").throttled(now, now);
        seconds(35);
        assertThat(together()).isCloseTo(10, within(0.01));
    }

    @Test
    void keepsTheLastShareWhileItHearsNothingForAMoment() {
        backlog("a", Lane.VERIFY, 500);
        seconds(5);
        double before = rate("a");
        now = now.plusSeconds(5);
        assertThat(rate("a")).isEqualTo(before);
    }

    @Test
    void goesByAnEqualPartWhenItHearsNothingForLong() {
        backlog("a", Lane.VERIFY, 500);
        seconds(5);
        now = now.plus(Duration.ofMillis(5001));
        assertThat(NODES).allSatisfy(node -> assertThat(rate(node)).isCloseTo(10 / 3.0, within(1e-6)));
    }

    @Test
    void learnsByItselfWhenItHearsNothing() {
        seconds(3);
        now = now.plusSeconds(6);
        assertThat(budget("a").throttled(now, now)).isTrue();
        assertThat(rate("a")).isCloseTo(10 / 6.0, within(1e-6));
    }

    @Test
    void keepsWhatAllHaveLearntWhenItHearsNothing() {
        seconds(3);
        budget("a").throttled(now, now);
        seconds(2);
        now = now.plusSeconds(6);
        assertThat(rate("b")).isLessThan(2.5);
    }

    @Test
    void whoIsGoneLeavesItsPartToTheOthers() {
        seconds(3);
        for (int i = 0; i < 7; i++) {
            second("a", "b");
        }
        assertThat(rate("a") + rate("b")).isCloseTo(10, within(1e-6));
    }

    @Test
    void aNewOneThatDividesGivesNobodyTheWholeBeforeItKnowsAll() {
        seconds(3);
        rations = new Rations(CONFIGURED, Scene.SETTINGS, now.plusSeconds(1));
        second("a");
        assertThat(rate("a")).isCloseTo(10 / 3.0, within(1e-6));
    }

    @Test
    void aNewOneThatDividesTakesOverWhatWasLearnt() {
        seconds(3);
        budget("a").throttled(now, now);
        seconds(2);
        rations = new Rations(CONFIGURED, Scene.SETTINGS, now.plusSeconds(1));
        seconds(1);
        assertThat(together()).isLessThan(6);
    }
}
