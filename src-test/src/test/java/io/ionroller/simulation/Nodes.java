package io.ionroller.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes of the engine and which of them owns the service. When the owner's process dies or leaves, another one starts;
 * when it is cut off or frozen, another one starts as soon as its permit has ended, and the old one goes on as well as it can.
 */
final class Nodes {

    private static final Duration HAND_OVER = Duration.ofMillis(20);
    private static final Duration TAKE_OVER = Duration.ofMillis(50);
    private static final Duration DOWNING = Duration.ofSeconds(2);

    private final World world;
    private final List<SimulatedOwner> alive = new ArrayList<>();
    private SimulatedOwner current;
    private int started;
    private int overlaps;

    Nodes(World world) {
        this.world = world;
        this.current = start();
    }

    private SimulatedOwner start() {
        Node node = new Node(world, "node-" + ++started);
        world.trace().note("starts", node.toString());
        SimulatedOwner owner = new SimulatedOwner(world, node);
        alive.add(owner);
        current = owner;
        owner.recover();
        return owner;
    }

    /** The one that was started last. */
    SimulatedOwner current() {
        return current;
    }

    /** Whom a request reaches: now and then one that was overtaken and does not know it. */
    SimulatedOwner reached() {
        return alive.size() > 1 && world.chance().oneIn(3) ? alive.getFirst() : current;
    }

    /** Whether one process is left and is what it should be. */
    boolean calm() {
        return alive.size() == 1 && current.ready() && !current.node().frozen() && overlaps == 0;
    }

    void crash(Node node, Duration down) {
        node.die();
        alive.removeIf(owner -> owner.node() == node);
        if (current.node() == node) {
            world.time().after(down, () -> startUnlessStarted(node));
        }
    }

    private void startUnlessStarted(Node instead) {
        if (current.node() == instead) {
            start();
        }
    }

    /** An owner has left in good order. */
    void left(SimulatedOwner owner) {
        alive.remove(owner);
        if (owner == current) {
            world.time().after(HAND_OVER, () -> startUnlessStarted(owner.node()));
        }
    }

    void move() {
        current.node().enter(() -> current.receive(new OwnerMessage.Leave()));
    }

    /** The old one acts until its permit ends, decides and stores until it is ended. */
    void cutOff(Duration permit, Duration until) {
        Node old = current.node();
        world.trace().note("cut off", old.toString());
        overtake(old, permit);
        world.time().after(permit.plus(until), () -> end(old));
    }

    /** The old one does nothing for a while, then goes on where it was, then is ended. */
    void freeze(Duration permit, Duration frozen) {
        Node old = current.node();
        if (old.frozen()) {
            return;
        }
        old.freeze();
        world.time().after(frozen, old::thaw);
        if (frozen.compareTo(permit) > 0) {
            overtake(old, permit);
            world.time().after(frozen.plus(DOWNING), () -> end(old));
        }
    }

    private void overtake(Node old, Duration permit) {
        overlaps++;
        old.permitEndsAfter(permit);
        world.time().after(permit.plus(TAKE_OVER), () -> startUnlessStarted(old));
    }

    private void end(Node old) {
        overlaps--;
        if (!old.dead()) {
            crash(old, Duration.ZERO);
        }
    }
}
