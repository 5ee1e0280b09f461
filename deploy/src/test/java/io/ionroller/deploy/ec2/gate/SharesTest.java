package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static Map<String, Double> shares(Map<Lane, Double> a, Map<Lane, Double> b, Map<Lane, Double> c) {
        return Shares.of(10, 0.1, Map.of("a", a, "b", b, "c", c));
    }

    private static double sum(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(share -> share).sum();
    }

    @Test
    void threeSharesAreTheWholeRate() {
        assertThat(sum(shares(Map.of(Lane.VERIFY, 7.0), Map.of(Lane.SWEEP, 100.0), Map.of())))
                .isCloseTo(10, within(1e-9));
    }

    @Test
    void nodesThatNeedNothingHaveEqualParts() {
        assertThat(shares(Map.of(), Map.of(), Map.of()).values())
                .allSatisfy(share -> assertThat(share).isCloseTo(10 / 3.0, within(1e-9)));
    }

    @Test
    void followsWhatNodesNeed() {
        Map<String, Double> shares = shares(Map.of(Lane.VERIFY, 60.0), Map.of(Lane.VERIFY, 30.0), Map.of());
        assertThat(shares.get("a")).isCloseTo(1 / 3.0 + 9 * (60 - 1 / 3.0) / (90 - 2 / 3.0), within(1e-9));
        assertThat(shares.get("a")).isGreaterThan(1.9 * shares.get("b"));
    }

    @Test
    void servesUrgentLanesOfAllNodesFirst() {
        Map<String, Double> shares = shares(Map.of(Lane.OBSERVE, 1000.0), Map.of(Lane.VERIFY, 8.0), Map.of());
        assertThat(shares.get("b")).isCloseTo(8, within(1e-9));
        assertThat(shares.get("a")).isCloseTo(10 - 8 - 1 / 3.0, within(1e-9));
    }

    @Test
    void leavesANodeWithoutNeedsEnoughForARollback() {
        assertThat(shares(Map.of(Lane.ROLLBACK, 1000.0), Map.of(Lane.VERIFY, 1000.0), Map.of())
                        .get("c"))
                .isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void oneNodeHasAll() {
        assertThat(Shares.of(10, 0.1, Map.of("a", Map.of(Lane.SWEEP, 1.0)))).isEqualTo(Map.of("a", 10.0));
    }

    @Test
    void nobodyHasNothing() {
        assertThat(Shares.of(10, 0.1, Map.of())).isEmpty();
    }
}
