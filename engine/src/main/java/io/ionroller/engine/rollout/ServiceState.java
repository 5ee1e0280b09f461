package io.ionroller.engine.rollout;

import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.rollout.EventMetadata.IdempotentAnswer;
import io.ionroller.engine.rollout.ServiceEvent.EffectFailing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that the owner of a service knows. Immutable; made only by {@link Machine#evolve}.
 *
 * @param configurations stored revisions by number
 * @param configured whether the newest revision is in force; false before the first and after a deletion
 * @param lastRelease number of the newest release; 0 before the first
 * @param releases what is remembered of releases, by number: the newest {@value #REMEMBERED_RELEASES}, and those whose
 *     environment exists
 * @param environments what exists or is wanted, by the release that created it
 * @param stable the environment that has, or had before the rollout in flight, all traffic; absent when nothing is deployed
 * @param rollout the rollout in flight; absent when there is none
 * @param queued number of the waiting release; absent when none waits
 * @param lastFailure the trouble with a platform that was stored last; absent before the first
 * @param answers answers to requests with an idempotency key, the newest {@value #REMEMBERED_ANSWERS}
 */
public record ServiceState(
        ServiceName name,
        SortedMap<Integer, ConfigurationRevision> configurations,
        boolean configured,
        long lastRelease,
        SortedMap<Long, Release> releases,
        SortedMap<EnvironmentId, Environment> environments,
        @Nullable EnvironmentId stable,
        Traffic traffic,
        @Nullable Rollout rollout,
        @Nullable Long queued,
        @Nullable EffectFailing lastFailure,
        Map<String, IdempotentAnswer> answers) {

    static final int REMEMBERED_RELEASES = 100;
    static final int REMEMBERED_ANSWERS = 200;

    /** A service of which nothing is known. */
    public static ServiceState empty(ServiceName name) {
        return new ServiceState(
                name,
                Collections.emptySortedMap(),
                false,
                0,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                null,
                Traffic.NONE,
                null,
                null,
                null,
                Map.of());
    }

    /** The configuration in force. */
    public Optional<ConfigurationRevision> configuration() {
        return configured ? Optional.ofNullable(configurations.get(configurations.lastKey())) : Optional.empty();
    }

    /** Whether anything was ever asked of this service. */
    public boolean known() {
        return !configurations.isEmpty();
    }

    /** Whether there is something to drive or to watch. */
    public boolean active() {
        return rollout != null || queued != null || !environments.isEmpty() || !traffic.settled();
    }

    /** Whether traffic is on its way back to an environment that runs: nothing waits less than that. */
    public boolean rollsBack() {
        return rollout != null
                && (rollout.phase() instanceof Phase.RollingBack
                        || release(rollout.release()).kind() == ReleaseKind.WARM_ROLLBACK);
    }

    /** The release that the stable environment runs for. */
    public Optional<Release> stableRelease() {
        return releases.values().stream()
                .filter(release -> release.environment().equals(stable))
                .filter(release -> release.phase() == PhaseName.COMPLETED
                        || release.number() == release.environment().release())
                .reduce((older, newer) -> newer);
    }

    /** The release in flight. */
    public Optional<Release> activeRelease() {
        return rollout == null ? Optional.empty() : Optional.of(release(rollout.release()));
    }

    /**
     * A remembered release.
     *
     * @throws IllegalStateException if it is not remembered
     */
    public Release release(long number) {
        Release release = releases.get(number);
        if (release == null) {
            throw new IllegalStateException(name + " does not remember release " + number);
        }
        return release;
    }

    /**
     * An environment that exists.
     *
     * @throws IllegalStateException if it does not
     */
    public Environment environment(EnvironmentId id) {
        Environment environment = environments.get(id);
        if (environment == null) {
            throw new IllegalStateException("no environment " + id);
        }
        return environment;
    }

    /** The configuration that a release was accepted with. */
    public ServiceConfiguration configurationOf(int revision) {
        ConfigurationRevision stored = configurations.get(revision);
        if (stored == null) {
            throw new IllegalStateException(name + " has no revision " + revision);
        }
        return stored.configuration();
    }

    /** All that its platform needs to make or find an environment. */
    public EnvironmentSpec spec(Environment environment) {
        ServiceConfiguration configuration = configurationOf(environment.revision());
        return new EnvironmentSpec(
                environment.id(),
                environment.version(),
                environment.revision(),
                configuration.platform(),
                configuration.healthCheck(),
                environment.resolved());
    }

    ServiceState withConfiguration(ConfigurationRevision revision) {
        SortedMap<Integer, ConfigurationRevision> all = new TreeMap<>(configurations);
        all.put(revision.revision(), revision);
        return change(parts -> {
            parts.configurations = Collections.unmodifiableSortedMap(all);
            parts.configured = true;
        });
    }

    ServiceState withoutConfiguration() {
        return change(parts -> parts.configured = false);
    }

    ServiceState withAnswer(IdempotentAnswer answer) {
        Map<String, IdempotentAnswer> all = new LinkedHashMap<>(answers);
        all.put(answer.key(), answer);
        if (all.size() > REMEMBERED_ANSWERS) {
            all.remove(all.keySet().iterator().next());
        }
        return change(parts -> parts.answers = Collections.unmodifiableMap(all));
    }

    ServiceState withRelease(Release release) {
        SortedMap<Long, Release> all = new TreeMap<>(releases);
        all.put(release.number(), release);
        long last = Math.max(lastRelease, release.number());
        all.values().removeIf(old -> old.number() <= last - REMEMBERED_RELEASES && forgettable(old));
        return change(parts -> {
            parts.lastRelease = last;
            parts.releases = Collections.unmodifiableSortedMap(all);
        });
    }

    private boolean forgettable(Release old) {
        return old.phase().terminal() && !environments.containsKey(old.environment());
    }

    ServiceState withEnvironment(Environment environment) {
        SortedMap<EnvironmentId, Environment> all = new TreeMap<>(environments);
        all.put(environment.id(), environment);
        return change(parts -> parts.environments = Collections.unmodifiableSortedMap(all));
    }

    ServiceState changeEnvironment(EnvironmentId id, UnaryOperator<Environment> change) {
        return withEnvironment(change.apply(environment(id)));
    }

    ServiceState withoutEnvironment(EnvironmentId id) {
        SortedMap<EnvironmentId, Environment> all = new TreeMap<>(environments);
        all.remove(id);
        return change(parts -> parts.environments = Collections.unmodifiableSortedMap(all));
    }

    ServiceState with(Traffic next) {
        return change(parts -> parts.traffic = next);
    }

    ServiceState with(@Nullable Rollout next) {
        return change(parts -> parts.rollout = next);
    }

    ServiceState with(EffectFailing failure) {
        return change(parts -> parts.lastFailure = failure);
    }

    ServiceState withStable(@Nullable EnvironmentId next) {
        return change(parts -> parts.stable = next);
    }

    ServiceState withQueued(@Nullable Long next) {
        return change(parts -> parts.queued = next);
    }

    private ServiceState change(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new ServiceState(
                name,
                parts.configurations,
                parts.configured,
                parts.lastRelease,
                parts.releases,
                parts.environments,
                parts.stable,
                parts.traffic,
                parts.rollout,
                parts.queued,
                parts.lastFailure,
                parts.answers);
    }

    /** The parts of the next state; lives within one change. */
    private static final class Parts {
        private SortedMap<Integer, ConfigurationRevision> configurations;
        private boolean configured;
        private long lastRelease;
        private SortedMap<Long, Release> releases;
        private SortedMap<EnvironmentId, Environment> environments;
        private @Nullable EnvironmentId stable;
        private Traffic traffic;
        private @Nullable Rollout rollout;
        private @Nullable Long queued;
        private @Nullable EffectFailing lastFailure;
        private Map<String, IdempotentAnswer> answers;

        private Parts(ServiceState from) {
            configurations = from.configurations;
            configured = from.configured;
            lastRelease = from.lastRelease;
            releases = from.releases;
            environments = from.environments;
            stable = from.stable;
            traffic = from.traffic;
            rollout = from.rollout;
            queued = from.queued;
            lastFailure = from.lastFailure;
            answers = from.answers;
        }
    }
}
