package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.ClusterPicture;
import io.ionroller.engine.query.ClusterView;
import io.ionroller.engine.query.ServicePlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/** The members of the cluster and the sharded owners on them. Safe for all threads. */
public final class ShardedClusterView implements ClusterView {

    /** How long the members are waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Shards shards;
    private final Map<UniqueAddress, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(MemberStatus status, Instant since) {}

    private ShardedClusterView(ActorSystem<?> system, InstantSource clock) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.clock = clock;
        this.shards = Shards.of(system);
    }

    /** Starts watching the members; after {@link ShardedServices#start}, once per actor system. */
    public static ShardedClusterView start(ActorSystem<?> system, InstantSource clock) {
        ShardedClusterView view = new ShardedClusterView(system, clock);
        system.systemActorOf(
                Behaviors.<ClusterEvent.MemberEvent>setup(context -> {
                    ActorRef<ClusterEvent.MemberEvent> self = context.getSelf();
                    view.cluster.subscriptions().tell(Subscribe.create(self, ClusterEvent.MemberEvent.class));
                    return Behaviors.receiveMessage(event -> {
                        view.note(event);
                        return Behaviors.same();
                    });
                }),
                "cluster-view",
                Props.empty());
        return view;
    }

    private void note(ClusterEvent.MemberEvent event) {
        if (event instanceof ClusterEvent.MemberRemoved) {
            seen.remove(event.member().uniqueAddress());
        } else {
            since(event.member());
        }
    }

    private Instant since(Member member) {
        return seen.compute(
                        member.uniqueAddress(),
                        (node, before) -> before != null && before.status().equals(member.status())
                                ? before
                                : new Seen(member.status(), clock.instant()))
                .since();
    }

    @Override
    public CompletionStage<ClusterPicture> picture() {
        return stats().thenApply(this::picture);
    }

    private ClusterPicture picture(Map<Address, ShardRegion.ShardRegionStats> stats) {
        ClusterEvent.CurrentClusterState state = cluster.state();
        List<ClusterPicture.Node> nodes = StreamSupport.stream(
                        state.getMembers().spliterator(), false)
                .sorted(Comparator.comparing((Member member) -> !member.status().equals(MemberStatus.up()))
                        .thenComparing(ShardedClusterView::byAge))
                .map(member ->
                        node(member, !state.getUnreachable().contains(member), load(stats.get(member.address()))))
                .toList();
        Address leader = state.getLeader();
        return new ClusterPicture(
                text(cluster.selfMember().address()), leader == null ? null : text(leader), nodes, shards.count());
    }

    private static int byAge(Member one, Member other) {
        return one.equals(other) ? 0 : one.isOlderThan(other) ? -1 : 1;
    }

    private ClusterPicture.Node node(Member member, boolean reachable, ClusterPicture.@Nullable Load load) {
        return new ClusterPicture.Node(
                text(member.address()),
                List.copyOf(member.getRoles()),
                member.status().toString().toLowerCase(Locale.ROOT),
                since(member),
                reachable,
                member.appVersion().version(),
                load);
    }

    private static ClusterPicture.@Nullable Load load(ShardRegion.@Nullable ShardRegionStats stats) {
        return stats == null
                ? null
                : new ClusterPicture.Load(
                        stats.getStats().size(),
                        stats.getStats().values().stream()
                                .mapToInt(owners -> ((Number) owners).intValue())
                                .sum());
    }

    /** What each member has; nothing of those that do not say in time. */
    private CompletionStage<Map<Address, ShardRegion.ShardRegionStats>> stats() {
        return AskPattern.<ClusterShardingQuery, ShardRegion.ClusterShardingStats>ask(
                        ClusterSharding.get(system).shardState(),
                        replyTo -> new GetClusterShardingStats(ShardedServices.KEY, PATIENCE, replyTo),
                        PATIENCE.plusMillis(500),
                        system.scheduler())
                .thenApply(ShardRegion.ClusterShardingStats::getRegions)
                .exceptionally(late -> Map.of());
    }

    @Override
    public CompletionStage<ServicePlace> place(ServiceName service) {
        String shard = shards.of(service);
        return stats().thenCompose(stats -> {
            boolean known = picture(stats).complete();
            return stats.entrySet().stream()
                    .filter(region -> region.getValue().getStats().containsKey(shard))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .map(node -> awake(node, shard, service)
                            .thenApply(awake -> new ServicePlace(service, shard, text(node), true, awake.orElse(null))))
                    .orElseGet(() -> CompletableFuture.completedFuture(
                            new ServicePlace(service, shard, null, known, known ? false : null)));
        });
    }

    /** Asks the region of a member which owners it has; one with very many may not be able to say. */
    private CompletionStage<Optional<Boolean>> awake(Address node, String shard, ServiceName service) {
        ActorSelection region =
                system.classicSystem().actorSelection(node + "/system/sharding/" + ShardedServices.KEY.name());
        return Patterns.ask(region, ShardRegion.getShardRegionStateInstance(), PATIENCE)
                .thenApply(answer -> ((ShardRegion.CurrentShardRegionState) answer)
                        .getShards().stream()
                                .filter(one -> one.shardId().equals(shard))
                                .findFirst()
                                .map(one -> one.getEntityIds().contains(service.value())))
                .exceptionally(late -> Optional.empty());
    }

    private static String text(Address address) {
        return address.hostPort().replaceFirst("^.*@", "");
    }
}
