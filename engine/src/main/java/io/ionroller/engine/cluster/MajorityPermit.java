package io.ionroller.engine.cluster;

import io.ionroller.engine.work.Permit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;

/**
 * The permit of a node of a cluster: it holds for a while after a majority of the members has confirmed that this node is one
 * of them. A node that is cut off or frozen loses it by the mere passing of time, before the others may start its services, so
 * it needs nobody's help to stop acting. A cluster of one confirms itself.
 *
 * <p>Time is the machine's monotonic clock, which goes on while the process is stopped. It stands still while a whole machine
 * is suspended; against a machine that wakes up late stand the fencing of the journal and the numbers of traffic changes.
 */
public final class MajorityPermit implements Permit {

    /** Its own threads: a busy node must not look like one that is cut off. */
    private static final Props UNDISTURBED = DispatcherSelector.fromConfig("pekko.actor.internal-dispatcher");

    private final AtomicLong until = new AtomicLong(System.nanoTime());

    private MajorityPermit() {}

    /** Starts asking the other members. To be called once per actor system. */
    public static MajorityPermit start(ActorSystem<?> system, PermitSettings settings) {
        MajorityPermit permit = new MajorityPermit();
        system.systemActorOf(PermitKeeper.create(permit, settings), PermitKeeper.NAME, UNDISTURBED);
        return permit;
    }

    @Override
    public boolean granted() {
        return System.nanoTime() - until.get() < 0;
    }

    /** @param asked when the majority was asked, by {@link System#nanoTime} */
    void grant(long asked, Duration validFor) {
        until.set(asked + validFor.toNanos());
    }
}
