package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.client.ApiClient;
import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.EventFeed;
import io.ionroller.api.cli.client.FeedMessage;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.Spans;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.ReleaseView;
import io.ionroller.api.view.ServiceView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one release to its end. Events come from the feed; the state is read besides, for what is no event (the clock, the
 * weights, the health) and in case the end was missed. Used once, by one thread.
 */
public final class Follower {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration SOONEST_STATE = Duration.ofMillis(250);
    private static final Duration FEED_MAY_LAG = Duration.ofSeconds(1);
    private static final Map<String, String> LAST_EVENTS = Map.of(
            "release-completed", "completed",
            "release-rolled-back", "rolled-back",
            "release-failed", "failed",
            "release-aborted", "aborted",
            "release-superseded", "superseded");

    private final ApiClient client;
    private final Display display;
    private final Clock clock;
    private final Progress progress;
    private final Followed followed;
    private Instant stateAt = Instant.EPOCH;
    private boolean stateIsOld = true;
    private @Nullable Instant overSince;
    private @Nullable Ending ending;

    public Follower(ApiClient client, Display display, Clock clock, Followed followed) {
        this.client = client.impatient();
        this.display = display;
        this.clock = clock;
        this.followed = followed;
        this.progress = new Progress(followed);
    }

    /** Takes in an event from before the following began. */
    public void recall(EventView event) {
        progress.add(event);
    }

    /**
     * Follows until the release has ended.
     *
     * @param after offset of the last event that is known already
     * @param timeout how long at the most; zero for without end
     */
    public Ending follow(long after, Duration timeout) {
        Instant started = clock.instant();
        Target target = Target.of("feed").with("service", followed.service());
        try (EventFeed feed = EventFeed.open(client, target, after)) {
            while (ending == null) {
                Optional<FeedMessage> message = feed.next(TICK);
                while (message.isPresent() && ending == null) {
                    take(message.get());
                    message = feed.next(Duration.ZERO);
                }
                Instant now = clock.instant();
                readState(now);
                if (ending == null && !timeout.isZero() && !now.isBefore(started.plus(timeout))) {
                    ending = new Ending.TimedOut(timeout);
                }
                display.show(progress, now);
            }
        }
        Ending last = ending instanceof Ending.Over over ? withHistory(over) : ending;
        display.ended(progress, last, clock.instant());
        return last;
    }

    private void take(FeedMessage message) {
        switch (message) {
            case FeedMessage.Happened happened -> {
                progress.add(happened.event());
                stateIsOld = true;
                display.happened(happened, clock.instant());
                endWith(happened.event());
            }
            case FeedMessage.Connected connected -> progress.trouble(null);
            case FeedMessage.Lost lost ->
                progress.trouble("No connection to " + client.server() + " (" + lost.why() + "), attempt "
                        + lost.attempt() + " again in " + Spans.format(lost.pause()) + ". The release goes on.");
            case FeedMessage.Ended ended -> ending = new Ending.Lost(ended.why());
        }
    }

    private void endWith(EventView event) {
        String phase = LAST_EVENTS.get(event.type());
        Long about = event.release();
        if (phase != null && about != null && about == followed.release()) {
            ending = new Ending.Over(phase, event.data().path("reason").asText(""), null);
        }
    }

    private void readState(Instant now) {
        boolean due = !now.isBefore(stateAt.plus(display.wantsState()));
        boolean soon = stateIsOld && !now.isBefore(stateAt.plus(SOONEST_STATE));
        if (due || soon) {
            stateAt = now;
            stateIsOld = false;
            try {
                progress.see(client.get(Target.of("services", followed.service()), ServiceView.class));
                if (ending == null && !progress.inFlight()) {
                    endIfOver(now);
                }
            } catch (ClientException e) {
                // the feed notices a lost connection too, and says so
                stateIsOld = true;
            }
        }
    }

    /** The feed is given a moment to tell the end itself, with the events before it. */
    private void endIfOver(Instant now) {
        ReleaseView release = readRelease();
        if (release.ended() && overSince == null) {
            overSince = now;
        }
        stateIsOld = true;
        if (overSince != null && !now.isBefore(overSince.plus(FEED_MAY_LAG))) {
            ending = new Ending.Over(release.phase(), release.reason(), release);
        }
    }

    private Ending withHistory(Ending.Over over) {
        try {
            return over.release() != null ? over : new Ending.Over(over.phase(), over.reason(), readRelease());
        } catch (ClientException e) {
            return over;
        }
    }

    private ReleaseView readRelease() {
        Target target = Target.of("services", followed.service(), "releases", Long.toString(followed.release()));
        return client.get(target, ReleaseView.class);
    }
}
