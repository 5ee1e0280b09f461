package io.ionroller.engine.rollout;

import io.ionroller.engine.model.Version;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/** What completed releases say about where a rollback goes. */
final class ReleaseHistory {

    private ReleaseHistory() {}

    /**
     * The release to go back to from the stable one: what ran before it, leaving out what was itself rolled back from. A
     * rollback after a rollback therefore goes further back.
     */
    static Optional<Release> before(ServiceState state, Release stable) {
        Deque<Release> way = new ArrayDeque<>();
        completed(state).forEach(release -> {
            while (way.stream().anyMatch(earlier -> earlier.origin() == release.origin())
                    && way.element().origin() != release.origin()) {
                way.pop();
            }
            if (way.isEmpty() || way.element().origin() != release.origin()) {
                way.push(release);
            }
        });
        return way.stream()
                .filter(release -> !release.runs(stable.version(), stable.revision()))
                .findFirst()
                .map(release ->
                        best(state, completed(state).filter(other -> other.origin() == release.origin()), release));
    }

    /** A completed release of the version: one whose environment is still there if possible, then the newest. */
    static Optional<Release> of(ServiceState state, Version version) {
        return completed(state)
                .filter(release -> release.version().equals(version))
                .max(byUse(state));
    }

    private static Release best(ServiceState state, Stream<Release> releases, Release otherwise) {
        return releases.max(byUse(state)).orElse(otherwise);
    }

    private static Comparator<Release> byUse(ServiceState state) {
        return Comparator.<Release, Boolean>comparing(release -> warm(state, release))
                .thenComparingLong(Release::number);
    }

    private static Stream<Release> completed(ServiceState state) {
        return state.releases().values().stream().filter(release -> release.phase() == PhaseName.COMPLETED);
    }

    /** Whether the environment of the release is still there to go back to, or is being made again. */
    static boolean warm(ServiceState state, Release release) {
        Environment environment = state.environments().get(release.environment());
        return environment != null
                && environment.serviceable()
                && (environment.upkeep().loss() == null || Losses.madeAgain(state, environment));
    }
}
