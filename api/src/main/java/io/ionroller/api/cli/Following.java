package io.ionroller.api.cli;

import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.follow.Display;
import io.ionroller.api.cli.follow.Ending;
import io.ionroller.api.cli.follow.Followed;
import io.ionroller.api.cli.follow.Follower;
import io.ionroller.api.cli.follow.JsonDisplay;
import io.ionroller.api.cli.follow.LineDisplay;
import io.ionroller.api.cli.follow.LiveDisplay;
import io.ionroller.api.view.EventsPage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/** Follows a release in the way that fits the output, and turns its end into an exit code. */
final class Following {

    private static final int RECALLED = 10;

    private final Session session;
    private final Followed followed;
    private final Display display;
    private final Follower follower;
    private Set<String> good = Set.of("completed");

    Following(Session session, Followed followed) {
        this.session = session;
        this.followed = followed;
        this.display = display(session);
        this.follower =
                new Follower(session.client(), display, session.surroundings().clock(), followed);
    }

    /** Which terminal phases are a success; who takes back the rollout in flight wants it to end rolled back. */
    Following succeedingWith(Set<String> phases) {
        good = phases;
        return this;
    }

    /** Offset of a service's newest event; 0 when there is none. */
    static long newestOffset(Session session, String service) {
        Target newest =
                Target.of("services", service, "events").with("order", "newest").with("limit", 1);
        return session.client()
                .get(newest)
                .path("events")
                .path(0)
                .path("offset")
                .asLong(0);
    }

    /** Follows a release that was accepted some time ago. */
    int again(Duration timeout) {
        Target newest = Target.of("services", followed.service(), "events")
                .with("release", followed.release())
                .with("order", "newest")
                .with("limit", RECALLED);
        EventsPage page = session.client().get(newest, EventsPage.class);
        page.events().reversed().forEach(follower::recall);
        return from(page.events().isEmpty() ? 0 : page.events().getFirst().offset(), timeout);
    }

    /**
     * Follows from an event on.
     *
     * @param timeout how long; zero for without end
     * @return an {@link ExitCode}
     */
    int from(long after, Duration timeout) {
        Thread farewell = new Thread(this::farewell, "farewell");
        Runtime.getRuntime().addShutdownHook(farewell);
        try (display) {
            Ending ending = follower.follow(after, timeout);
            return switch (ending) {
                case Ending.Over over -> good.contains(over.phase()) ? ExitCode.OK : ExitCode.NOT_COMPLETED;
                case Ending.TimedOut timedOut -> ExitCode.TIMED_OUT;
                case Ending.Lost lost -> ExitCode.FAILED;
            };
        } finally {
            forget(farewell);
        }
    }

    /** Runs when the process is told to end, by Ctrl-C for example. */
    private void farewell() {
        display.close();
        if (!session.json()) {
            session.print("");
            session.print(followed + " goes on.");
            session.print("  follow it: " + followed.follow());
            session.print("  end it:    " + followed.abort());
        }
    }

    private static void forget(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            // the process is ending already, and the farewell is being said
        }
    }

    private static Display display(Session session) {
        Surroundings surroundings = session.surroundings();
        ZoneId zone = surroundings.clock().getZone();
        if (session.json()) {
            return new JsonDisplay(surroundings.out());
        }
        return surroundings.terminal().interactive()
                ? new LiveDisplay(
                        surroundings.out(),
                        session.paint(),
                        zone,
                        surroundings.terminal().size())
                : new LineDisplay(surroundings.out(), session.paint(), zone);
    }
}
