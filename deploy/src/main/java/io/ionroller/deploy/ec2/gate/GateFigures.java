package io.ionroller.deploy.ec2.gate;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a gate has done and how it stands: a snapshot, for metrics and for sentences.
 *
 * @param lanes one for each lane
 * @param actions calls made, by action
 * @param tokens calls that could go at once now, those reserved for rollbacks included
 * @param allowance what this process may use now; {@code perSecond} is less than configured after throttling, and where nodes share
 */
public record GateFigures(
        GateKey key, Map<Lane, LaneFigures> lanes, Map<String, Long> actions, double tokens, Allowance allowance) {

    /** Shorter waits are not worth a sentence. */
    private static final Duration NOTABLE = Duration.ofSeconds(1);

    public GateFigures {
        lanes = Map.copyOf(lanes);
        actions = Map.copyOf(actions);
    }

    /** A sentence's part such as "verification delayed 4 s by API limits", if the lane's last call waited more than 1 s. */
    public Optional<String> delay(Lane lane) {
        return Optional.of(lastWait(lane))
                .filter(wait -> wait.compareTo(NOTABLE) > 0)
                .map(wait -> lane.activity() + " delayed " + seconds(wait) + " by API limits");
    }

    Duration lastWait(Lane lane) {
        LaneFigures figures = lanes.get(lane);
        return figures == null ? Duration.ZERO : figures.lastWait();
    }

    /** Whole seconds from ten up, tenths below. */
    static String seconds(Duration wait) {
        long tenths = Math.round(wait.toMillis() / 100.0);
        return tenths >= 100 || tenths % 10 == 0
                ? Math.round(tenths / 10.0) + " s"
                : tenths / 10 + "." + tenths % 10 + " s";
    }
}
