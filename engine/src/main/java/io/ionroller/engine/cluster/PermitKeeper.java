package io.ionroller.engine.cluster;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other members of the cluster, again and again, whether this node is one of them, and answers the same question of
 * theirs from its own view of the cluster. One per node; it grants the node's {@link MajorityPermit} when a majority agrees.
 */
final class PermitKeeper {

    /** Where the others find it: {@code /system/permit}. */
    static final String NAME = "permit";

    private static final Logger LOG = LoggerFactory.getLogger(MajorityPermit.class);

    /** What a keeper is told. */
    sealed interface Message {}

    /**
     * Is this node, in this incarnation, a member by your view?
     *
     * @param asked when it was asked, by the asker's monotonic clock; comes back in the answer
     */
    record Confirm(long asked, String node, long uid, ActorRef<Message> replyTo) implements Message {}

    /** It is. */
    record Confirmed(long asked, String by) implements Message {}

    private record Ask() implements Message {}

    private record MembersChanged() implements Message {}

    private final ActorContext<Message> context;
    private final Cluster cluster;
    private final ActorRefResolver references;
    private final MajorityPermit permit;
    private final PermitSettings settings;
    /** When each member was asked that has agreed since; by the monotonic clock. */
    private final Map<String, Long> agreed = new HashMap<>();

    private boolean held;

    private PermitKeeper(ActorContext<Message> context, MajorityPermit permit, PermitSettings settings) {
        this.context = context;
        this.cluster = Cluster.get(context.getSystem());
        this.references = ActorRefResolver.get(context.getSystem());
        this.permit = permit;
        this.settings = settings;
    }

    static Behavior<Message> create(MajorityPermit permit, PermitSettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            PermitKeeper keeper = new PermitKeeper(context, permit, settings);
            ActorRef<ClusterEvent.MemberEvent> changes =
                    context.messageAdapter(ClusterEvent.MemberEvent.class, event -> new MembersChanged());
            keeper.cluster.subscriptions().tell(Subscribe.create(changes, ClusterEvent.MemberEvent.class));
            timers.startTimerWithFixedDelay(new Ask(), settings.askEvery());
            return keeper.behavior();
        }));
    }

    private Behavior<Message> behavior() {
        return Behaviors.receive(Message.class)
                .onMessage(Ask.class, ask -> ask())
                .onMessage(MembersChanged.class, changed -> ask())
                .onMessage(Confirm.class, this::confirm)
                .onMessage(Confirmed.class, this::confirmed)
                .build();
    }

    private Behavior<Message> ask() {
        noteLoss();
        UniqueAddress self = cluster.selfMember().uniqueAddress();
        List<Member> members = members();
        Confirm question = new Confirm(System.nanoTime(), text(self), self.longUid(), context.getSelf());
        for (Member member : members) {
            if (member.uniqueAddress().equals(self)) {
                confirmed(new Confirmed(question.asked(), text(self)));
            } else {
                keeperOf(member.address()).tell(question);
            }
        }
        return Behaviors.same();
    }

    private Behavior<Message> confirm(Confirm question) {
        boolean member = members().stream()
                .map(Member::uniqueAddress)
                .anyMatch(known ->
                        known.longUid() == question.uid() && text(known).equals(question.node()));
        if (member) {
            UniqueAddress self = cluster.selfMember().uniqueAddress();
            question.replyTo().tell(new Confirmed(question.asked(), text(self)));
        }
        return Behaviors.same();
    }

    /** The permit counts from when the last one of the majority that agreed was asked. */
    private Behavior<Message> confirmed(Confirmed answer) {
        agreed.merge(answer.by(), answer.asked(), (one, other) -> one - other > 0 ? one : other);
        List<String> members =
                members().stream().map(member -> text(member.uniqueAddress())).toList();
        agreed.keySet().retainAll(members);
        long now = System.nanoTime();
        List<Long> newestFirst = agreed.values().stream()
                .sorted(Comparator.comparingLong(asked -> now - asked))
                .toList();
        int majority = members.size() / 2 + 1;
        if (newestFirst.size() >= majority) {
            permit.grant(newestFirst.get(majority - 1), settings.validFor());
            noteGain(members.size());
        }
        return Behaviors.same();
    }

    private void noteGain(int members) {
        if (!held && permit.granted()) {
            held = true;
            LOG.atInfo().addKeyValue("members", members).log("a majority confirms this node: it may act");
        }
    }

    private void noteLoss() {
        if (held && !permit.granted()) {
            held = false;
            LOG.atWarn().log("no majority confirms this node any more: it does not act until one does");
        }
    }

    private static String text(UniqueAddress node) {
        return node.address().toString();
    }

    /** Members that count: those that have joined and are not on their way out by force. */
    private List<Member> members() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up())
                        || member.status().equals(MemberStatus.leaving())
                        || member.status().equals(MemberStatus.exiting()))
                .toList();
    }

    private ActorRef<Message> keeperOf(Address node) {
        return references.resolveActorRef(node + "/system/" + NAME);
    }
}
