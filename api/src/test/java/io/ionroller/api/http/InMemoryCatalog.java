package io.ionroller.api.http;

import io.ionroller.engine.model.ConfigurationRevision;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.EnvironmentSummary;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.query.RolloutSummary;
import io.ionroller.engine.query.ServiceSummary;
import io.ionroller.engine.rollout.Environment;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.Release;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceEvent;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lists of services and releases, replayed from the journal at every question. */
final class InMemoryCatalog implements Catalog {

    private final InMemoryJournal journal;

    /** How many events the catalogue says it is behind. */
    volatile long lag;

    InMemoryCatalog(InMemoryJournal journal) {
        this.journal = journal;
    }

    @Override
    public CompletionStage<List<ServiceSummary>> services(ServiceName after, int limit) {
        return answer(() -> names().stream()
                .filter(name -> after == null || name.compareTo(after) > 0)
                .limit(limit)
                .map(this::summary)
                .toList());
    }

    @Override
    public CompletionStage<List<ServiceSummary>> services(Set<ServiceName> names) {
        return answer(() ->
                names().stream().filter(names::contains).map(this::summary).toList());
    }

    @Override
    public CompletionStage<Optional<ServiceSummary>> service(ServiceName service) {
        return answer(
                () -> names().contains(service) ? Optional.of(summary(service)) : Optional.<ServiceSummary>empty());
    }

    @Override
    public CompletionStage<List<ServiceName>> servicesInFlight() {
        return activeServices();
    }

    @Override
    public CompletionStage<List<ServiceName>> activeServices() {
        return answer(
                () -> names().stream().filter(name -> summary(name).active()).toList());
    }

    @Override
    public CompletionStage<List<ReleaseSummary>> releases(ServiceName service, Long before, int limit) {
        return answer(() -> all(service).stream()
                .filter(release -> before == null || release.release() < before)
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<Optional<ReleaseSummary>> release(ServiceName service, long release) {
        return answer(() ->
                all(service).stream().filter(one -> one.release() == release).findFirst());
    }

    @Override
    public CompletionStage<Long> lag() {
        return CompletableFuture.completedFuture(lag);
    }

    private <T> CompletionStage<T> answer(Supplier<T> read) {
        return journal.failure != null
                ? CompletableFuture.failedFuture(journal.failure)
                : CompletableFuture.completedFuture(read.get());
    }

    private List<ServiceName> names() {
        return journal.all().stream()
                .map(event -> event.event().service())
                .filter(service -> !service.equals(ServiceName.ACCESS))
                .distinct()
                .sorted()
                .toList();
    }

    private List<LoggedEvent> events(ServiceName service) {
        return journal.all().stream()
                .filter(event -> event.event().service().equals(service))
                .toList();
    }

    private static EnvironmentSummary seen(ServiceState state, Environment environment) {
        Environment.Health health = environment.health();
        return new EnvironmentSummary(
                environment.id().toString(),
                environment.version().value(),
                state.traffic().intended(environment.id()),
                health == null ? 0 : health.healthy(),
                health == null ? 0 : health.required());
    }

    private static RolloutSummary rollout(Rollout rollout) {
        return rollout == null ? null : new RolloutSummary(rollout.steps(), rollout.reached(), null, rollout.since());
    }

    private ServiceSummary summary(ServiceName service) {
        List<LoggedEvent> events = events(service);
        ServiceState state = Machine.replay(
                ServiceState.empty(service),
                events.stream().map(LoggedEvent::event).toList());
        Optional<Release> stable = state.stableRelease();
        Optional<Release> active = state.activeRelease();
        return new ServiceSummary(
                service,
                state.configuration().map(ConfigurationRevision::revision).orElse(null),
                stable.map(release -> release.version().value()).orElse(null),
                stable.map(Release::number).orElse(null),
                active.map(Release::number).orElse(null),
                active.map(release -> release.version().value()).orElse(null),
                active.map(release -> release.phase().text()).orElse(null),
                state.environments().values().stream()
                        .map(environment -> seen(state, environment))
                        .toList(),
                rollout(state.rollout()),
                null,
                null,
                null,
                events.getLast().event().metadata().at());
    }

    private List<ReleaseSummary> all(ServiceName service) {
        Map<Long, History> histories = new LinkedHashMap<>();
        ServiceState state = ServiceState.empty(service);
        for (LoggedEvent logged : events(service)) {
            state = Machine.evolve(state, logged.event());
            String who = logged.event().metadata().who();
            if (logged.event().event() instanceof ServiceEvent.ReleaseAccepted accepted) {
                histories.put(accepted.release(), new History(who));
            }
            Instant at = logged.event().metadata().at();
            state.releases()
                    .values()
                    .forEach(release -> histories.get(release.number()).now(release, at));
            if (logged.event().event() instanceof ServiceEvent.EnvironmentCreated created
                    && created.resolved() != null) {
                histories.get(created.release()).resolved = created.resolved();
            }
        }
        return histories.values().stream()
                .map(history -> history.summary(service))
                .sorted(Comparator.comparingLong(ReleaseSummary::release).reversed())
                .toList();
    }

    private static final class History {
        private final String who;
        private final Map<String, Duration> phases = new LinkedHashMap<>();
        private Release release;
        private Instant since = Instant.EPOCH;
        private Map<String, String> resolved = Map.of();

        History(String who) {
            this.who = who;
        }

        void now(Release next, Instant at) {
            PhaseName before = release == null ? null : release.phase();
            if (before != next.phase()) {
                if (before != null) {
                    phases.merge(before.text(), Duration.between(since, at), Duration::plus);
                }
                since = at;
            }
            release = next;
        }

        ReleaseSummary summary(ServiceName service) {
            return new ReleaseSummary(
                    service,
                    release.number(),
                    release.version().value(),
                    release.revision(),
                    release.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    release.environment().toString(),
                    release.origin(),
                    release.phase().text(),
                    release.reason(),
                    who,
                    release.requestedAt(),
                    release.phase().terminal() ? since : null,
                    phases,
                    resolved);
        }
    }
}
