package io.ionroller.api.view;

import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.Sentences;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.ServiceReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /services/{s}}: a service as its owner knows it now.
 *
 * @param revision newest revision of the configuration; absent after a deletion
 * @param current the release that has, or had before the rollout in flight, all traffic; absent when nothing is deployed
 * @param next the release in flight; absent when none is
 * @param future the release that waits for it; absent when none does
 * @param environments all that exist or are wanted, in order of release
 * @param rollout absent when none is in flight
 * @param drift weights that were found and that nobody intended, by environment; absent when there are none
 * @param actions what can be asked of its rollouts now, and why the rest cannot
 * @param sentence how it stands, for a person
 */
public record ServiceView(
        String name,
        @Nullable Integer revision,
        @Nullable ReleaseRef current,
        @Nullable ReleaseRef next,
        @Nullable ReleaseRef future,
        List<EnvironmentView> environments,
        @Nullable RolloutView rollout,
        @Nullable Map<String, String> drift,
        List<ActionView> actions,
        String sentence) {

    /** @param now not earlier than the newest event */
    public static ServiceView of(ServiceReply.Snapshot snapshot, Instant now) {
        ServiceState state = snapshot.state();
        String sentence = Sentences.of(state) + (snapshot.delay() == null ? "" : "; " + snapshot.delay());
        Optional<Release> active = state.activeRelease();
        return new ServiceView(
                state.name().value(),
                state.configuration().map(ConfigurationRevision::revision).orElse(null),
                state.stableRelease().map(ReleaseRef::of).orElse(null),
                active.map(ReleaseRef::of).orElse(null),
                queued(state),
                state.environments().values().stream()
                        .map(environment -> EnvironmentView.of(state, environment, snapshot.traffic()))
                        .toList(),
                state.rollout() == null ? null : RolloutView.of(state.rollout(), active.orElseThrow(), sentence),
                drift(state.traffic().drift()),
                Actions.of(state, now),
                sentence);
    }

    private static @Nullable ReleaseRef queued(ServiceState state) {
        Long queued = state.queued();
        return queued == null ? null : ReleaseRef.of(state.release(queued));
    }

    private static @Nullable Map<String, String> drift(@Nullable Map<EnvironmentId, Weight> drift) {
        if (drift == null) {
            return null;
        }
        Map<String, String> written = new TreeMap<>();
        drift.forEach((environment, weight) -> written.put(environment.toString(), weight.percent()));
        return written;
    }
}
