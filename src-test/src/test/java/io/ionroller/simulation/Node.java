package io.ionroller.simulation;

import io.ionroller.engine.work.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One process of the engine: it runs, stands still, or is dead, and may act for as long as its permit lasts. */
final class Node implements Permit {

    private final World world;
    private final String name;
    private final List<Runnable> postponed = new ArrayList<>();
    private Instant permitUntil = Instant.MAX;
    private boolean frozen;
    private boolean dead;

    Node(World world, String name) {
        this.world = world;
        this.name = name;
    }

    @Override
    public boolean granted() {
        return world.time().instant().isBefore(permitUntil);
    }

    /** Its permit ends after this time: nobody confirms it any more. */
    void permitEndsAfter(Duration time) {
        permitUntil = world.time().instant().plus(time);
    }

    /** Runs something in this process after a time, unless it is dead then; when it stands still, as soon as it goes on. */
    void after(Duration wait, Runnable action) {
        world.time().after(wait, () -> enter(action));
    }

    /** Runs something in this process, which was caused from outside. */
    void enter(Runnable action) {
        if (frozen) {
            postponed.add(action);
        } else if (!dead) {
            action.run();
        }
    }

    void freeze() {
        world.trace().note("frozen", name);
        frozen = true;
    }

    void thaw() {
        world.trace().note("goes on", name);
        frozen = false;
        List<Runnable> waiting = List.copyOf(postponed);
        postponed.clear();
        waiting.forEach(this::enter);
    }

    void die() {
        world.trace().note("dies", name);
        dead = true;
    }

    /** Passes a point at which the plan may have it die; true if it did. */
    boolean diesAt(CrashPoint point) {
        Incident crash = world.faults().ofPoint(point);
        if (crash == null || dead) {
            return dead;
        }
        world.trace().note("crash", point.name());
        world.nodes().crash(this, crash.lasting());
        return true;
    }

    boolean dead() {
        return dead;
    }

    boolean frozen() {
        return frozen;
    }

    @Override
    public String toString() {
        return name;
    }
}
