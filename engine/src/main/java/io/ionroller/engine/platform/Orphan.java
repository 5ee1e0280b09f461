package io.ionroller.engine.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a platform has under our name and no owner of a service has: of one environment, or a rule of one service.
 *
 * @param of the environment such as {@code hello-7}, or the service; empty when the tags do not say
 * @param place account and region
 * @param resources what is there of it
 * @param createdAt when the newest part of it was made; absent when that is not known
 * @param reason why it stays, or what happens to it; a sentence without a dot
 */
public record Orphan(
        String of,
        String place,
        List<Resource> resources,
        @Nullable Instant createdAt,
        State state,
        String reason) {

    /**
     * One resource.
     *
     * @param kind such as {@code target-group}
     * @param id as AWS names it for good: an ARN or an id
     */
    public record Resource(String kind, String name, String id) {}

    /** What becomes of it. */
    public enum State {
        /** It is proved to be drained; nothing keeps it. */
        REMOVABLE,
        /** It stays until a person does something about it, or never goes. */
        KEPT,
        /** The proof that it is drained takes some time yet. */
        DRAINING,
        /** Its removal has begun. */
        REMOVING,
        /** It is gone. */
        REMOVED
    }

    public Orphan {
        resources = List.copyOf(resources);
    }

    /** Whether another sweep will find it further on by itself. */
    public boolean underWay() {
        return state == State.DRAINING || state == State.REMOVING;
    }

    /** The same in another state. */
    public Orphan in(State next, String why) {
        return new Orphan(of, place, resources, createdAt, next, why);
    }
}
