package io.ionroller.engine.cluster;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.service.Services;
import io.ionroller.engine.service.Shards;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes owners start that have something to do and no message that would start them: after the start of the cluster, and
 * whenever a member is gone. One per node; the cluster's leader does the work. The catalogue says which services those are;
 * what it has not taken in yet is found by the next round, for the services in flight are woken again and again. Waking one
 * that is awake does nothing, so two nodes that both think they lead do no harm.
 */
public final class Waker {

    private static final Logger LOG = LoggerFactory.getLogger(Waker.class);

    /** How often the services in flight are looked for without any occasion. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    /** After a change of members messages may still go to a node that is gone. */
    private static final List<Duration> AFTER_CHANGE =
            List.of(Duration.ZERO, Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** Owners that only watch are woken in parts, so that those in flight recover first. */
    private static final int PART = 200;

    /** And only when the members have not changed for so long: a cluster that starts has other things to do. */
    private static final Duration CALM = Duration.ofSeconds(3);

    private static final Duration BETWEEN_PARTS = Duration.ofMillis(100);

    /** When enough members are there, the next one has so long to join too. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(10);

    /** How long at most the first owner of each shard is waited for before all others are woken. */
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(5);

    private static final String SETTLED = "settled";

    private static final String SETTLED_AT_LAST = "settled-at-last";

    private sealed interface Message {}

    private record Round() implements Message {}

    private record MembersChanged() implements Message {}

    private record Settled() implements Message {}

    private record First(List<ServiceName> services) implements Message {}

    private record Opened() implements Message {}

    private record LookForActive() implements Message {}

    private record InFlight(List<ServiceName> services) implements Message {}

    private record Active(List<ServiceName> services) implements Message {}

    private record Unknown(Throwable reason) implements Message {}

    private record NextPart() implements Message {}

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final Services services;
    private final Catalog catalog;
    private final Shards shards;
    private final Cluster cluster;
    private final Deque<ServiceName> watching = new ArrayDeque<>();
    private final int members;
    private boolean opening;
    private boolean settled;
    private boolean leading;

    private Waker(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            Services services,
            Catalog catalog,
            int members) {
        this.context = context;
        this.timers = timers;
        this.services = services;
        this.catalog = catalog;
        this.members = members;
        this.shards = Shards.of(context.getSystem());
        this.settled = members <= 1;
        this.cluster = Cluster.get(context.getSystem());
    }

    /**
     * Starts waking. To be called once per actor system.
     *
     * @param members how many members a node that has just started waits for, at most 10 seconds: one that woke all services as soon
     *     as it is up would be too busy to let the others in, and give what it has just woken to them; 1 for a node that stays alone
     */
    public static void start(ActorSystem<?> system, Services services, Catalog catalog, int members) {
        Behavior<Message> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Waker waker = new Waker(context, timers, services, catalog, members);
            ActorRef<ClusterEvent.ClusterDomainEvent> changes =
                    context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, event -> new MembersChanged());
            waker.cluster.subscriptions().tell(Subscribe.create(changes, MEMBERS));
            waker.cluster.subscriptions().tell(Subscribe.create(changes, LEADER));
            timers.startTimerWithFixedDelay(new Round(), ROUND);
            return waker.behavior();
        }));
        system.systemActorOf(behavior, "waker", Props.empty());
    }

    @SuppressWarnings("unchecked") // an adapter for all events takes each
    private static final Class<ClusterEvent.ClusterDomainEvent> MEMBERS =
            (Class<ClusterEvent.ClusterDomainEvent>) (Class<?>) ClusterEvent.MemberEvent.class;

    @SuppressWarnings("unchecked")
    private static final Class<ClusterEvent.ClusterDomainEvent> LEADER =
            (Class<ClusterEvent.ClusterDomainEvent>) (Class<?>) ClusterEvent.LeaderChanged.class;

    private Behavior<Message> behavior() {
        return Behaviors.receive(Message.class)
                .onMessage(Round.class, round -> look())
                .onMessage(MembersChanged.class, changed -> membersChanged())
                .onMessage(Settled.class, settled -> settled())
                .onMessage(First.class, this::first)
                .onMessage(Opened.class, opened -> opened())
                .onMessage(LookForActive.class, look -> lookForActive())
                .onMessage(InFlight.class, this::inFlight)
                .onMessage(Active.class, this::active)
                .onMessage(NextPart.class, next -> nextPart())
                .onMessage(Unknown.class, this::unknown)
                .build();
    }

    private boolean leads() {
        return cluster.selfMember().address().equals(cluster.state().getLeader());
    }

    /**
     * Has every shard find its home before all owners begin to recover, by starting one owner in each: the nodes agree on the homes one
     * after the other, which takes milliseconds on a processor that is free and seconds beside a thousand recoveries.
     */
    private Behavior<Message> settled() {
        timers.cancel(SETTLED);
        timers.cancel(SETTLED_AT_LAST);
        if (!leads()) {
            return opened();
        }
        opening = true;
        timers.startSingleTimer(new Opened(), LONGEST_OPENING);
        ask(catalog.servicesInFlight(), First::new);
        return Behaviors.same();
    }

    private Behavior<Message> first(First found) {
        Map<String, ServiceName> ofShard = new LinkedHashMap<>();
        found.services().forEach(service -> ofShard.putIfAbsent(shards.of(service), service));
        CompletableFuture<?>[] started = ofShard.values().stream()
                .map(service ->
                        services.state(service).handle((state, late) -> true).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        context.pipeToSelf(CompletableFuture.allOf(started), (all, never) -> new Opened());
        return Behaviors.same();
    }

    private Behavior<Message> opened() {
        timers.cancel(new Opened());
        if (settled) {
            return Behaviors.same();
        }
        opening = false;
        settled = true;
        return membersChanged();
    }

    private long membersUp() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .count();
    }

    private Behavior<Message> membersChanged() {
        if (opening) {
            return Behaviors.same();
        }
        if (!settled) {
            if (membersUp() >= members) {
                timers.startSingleTimer(SETTLED, new Settled(), QUIET);
            }
            if (!timers.isTimerActive(SETTLED_AT_LAST)) {
                timers.startSingleTimer(SETTLED_AT_LAST, new Settled(), LONGEST_SETTLING);
            }
            return Behaviors.same();
        }
        if (!leads()) {
            leading = false;
            return Behaviors.same();
        }
        if (!leading) {
            leading = true;
            LOG.atInfo().log("this node leads: it wakes the owners of services that have something to do");
        }
        timers.startSingleTimer(new LookForActive(), CALM);
        for (Duration wait : AFTER_CHANGE) {
            timers.startSingleTimer("after-change-" + wait, new Round(), wait);
        }
        return Behaviors.same();
    }

    private Behavior<Message> look() {
        if (settled && leads()) {
            ask(catalog.servicesInFlight(), InFlight::new);
        }
        return Behaviors.same();
    }

    private Behavior<Message> lookForActive() {
        if (leads()) {
            ask(catalog.activeServices(), Active::new);
        }
        return Behaviors.same();
    }

    private Behavior<Message> inFlight(InFlight found) {
        found.services().forEach(services::wake);
        return Behaviors.same();
    }

    private Behavior<Message> active(Active found) {
        watching.clear();
        watching.addAll(found.services());
        timers.startSingleTimer(new NextPart(), BETWEEN_PARTS);
        return Behaviors.same();
    }

    private Behavior<Message> nextPart() {
        for (int i = 0; i < PART && !watching.isEmpty(); i++) {
            services.wake(watching.removeFirst());
        }
        if (!watching.isEmpty()) {
            timers.startSingleTimer(new NextPart(), BETWEEN_PARTS);
        }
        return Behaviors.same();
    }

    private Behavior<Message> unknown(Unknown unknown) {
        LOG.atWarn()
                .addKeyValue("reason", unknown.reason().toString())
                .log("it is not known which services to wake; will look again");
        return Behaviors.same();
    }

    /** Makes a message of what was found. */
    private interface Finding {
        Message of(List<ServiceName> services);
    }

    private void ask(CompletionStage<List<ServiceName>> question, Finding finding) {
        context.pipeToSelf(question, (found, failure) -> message(found, failure, finding));
    }

    private static Message message(@Nullable List<ServiceName> found, @Nullable Throwable failure, Finding finding) {
        return found != null
                ? finding.of(found)
                : new Unknown(failure == null ? new IllegalStateException("no answer and no failure") : failure);
    }
}
