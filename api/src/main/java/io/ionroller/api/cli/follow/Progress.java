package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.text.RolloutText;
import io.ionroller.api.view.EventView;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the release that is being followed. One thread. */
final class Progress {

    private static final int MOST_RECENT = 10;

    private final Followed followed;
    private final Deque<EventView> recent = new ArrayDeque<>();
    private @Nullable ServiceView service;
    private @Nullable RolloutView lastRollout;
    private String reached = "";
    private @Nullable String trouble;

    Progress(Followed followed) {
        this.followed = followed;
    }

    void add(EventView event) {
        recent.addLast(event);
        if (recent.size() > MOST_RECENT) {
            recent.removeFirst();
        }
    }

    void see(ServiceView seen) {
        service = seen;
        RolloutView rollout = seen.rollout();
        if (rollout != null && rollout.release() == followed.release()) {
            lastRollout = rollout;
            reached = RolloutText.reached(rollout, reached);
        }
    }

    void trouble(@Nullable String sentence) {
        trouble = sentence;
    }

    Followed followed() {
        return followed;
    }

    /** The service as it was seen last; absent before the first answer. */
    @Nullable
    ServiceView service() {
        return service;
    }

    /** The rollout of the followed release as it was seen last; absent while it waits. */
    @Nullable
    RolloutView rollout() {
        return lastRollout;
    }

    /** The phase of the bar that the rollout has come to. */
    String reached() {
        return reached;
    }

    /** What is wrong with the connection; absent when nothing is. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** The newest events, oldest first. */
    List<EventView> recent() {
        return List.copyOf(recent);
    }

    /** Whether the service, as seen last, still has the release before it or in hand. */
    boolean inFlight() {
        ServiceView seen = service;
        if (seen == null) {
            return true;
        }
        RolloutView rollout = seen.rollout();
        return (rollout != null && rollout.release() == followed.release())
                || (seen.future() != null && seen.future().release() == followed.release());
    }
}
