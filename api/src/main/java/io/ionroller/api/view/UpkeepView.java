package io.ionroller.api.view;

import io.ionroller.engine.rollout.Upkeep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an environment after its release.
 *
 * @param lost why it is lost; absent while it is there
 * @param drift parts that somebody else has changed
 * @param keeps how many instances it keeps while it is unused; absent when that is all of them
 * @param full how many instances it needs with traffic; absent in the same case
 */
public record UpkeepView(
        @Nullable String lost,
        List<DriftView> drift,
        @Nullable Integer keeps,
        @Nullable Integer full) {

    /**
     * A part that somebody else has changed.
     *
     * @param part {@code capacity}, {@code machine}, {@code entrance} or {@code owner}
     */
    public record DriftView(String part, String was, String now) {}

    static UpkeepView of(Upkeep upkeep) {
        Upkeep.Loss loss = upkeep.loss();
        Upkeep.Scaling scaling = upkeep.scaling();
        Upkeep.Scaling reduced = scaling != null && scaling.reduced() ? scaling : null;
        return new UpkeepView(
                loss == null ? null : loss.reason(),
                upkeep.drift().stream()
                        .map(drift -> new DriftView(drift.part().text(), drift.was(), drift.now()))
                        .toList(),
                reduced == null ? null : (Integer) reduced.instances(),
                reduced == null ? null : (Integer) reduced.full());
    }
}
