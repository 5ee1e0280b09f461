package io.ionroller.engine.model;

import java.util.Arrays;

/**
 * What a caller of the API needs, exactly one for each route. The roles that have it are in {@link Role}.
 */
public enum Permission {
    /** Nothing is needed, not even an identity. */
    NONE("none", Reach.NOTHING),
    /** See services, their configurations, releases and instances, and what a release would do. */
    READ("read", Reach.SERVICE),
    /** See events: pages, exports, the feed, and what led to what. */
    READ_EVENTS("read-events", Reach.SERVICE),
    /** See what instances have written, which may hold more than a service's owner intended. */
    READ_OUTPUT("read-output", Reach.SERVICE),
    /** Release a version, or return to an earlier one. */
    RELEASE("release", Reach.SERVICE),
    /** End a pause or a bake: let a rollout go on that waits for a person. */
    PROMOTE("promote", Reach.SERVICE),
    /** Pause a rollout, or end it and return its traffic. */
    STOP("stop", Reach.SERVICE),
    /** Put or delete a configuration, and with it the pauses in which somebody must promote. */
    CONFIGURE("configure", Reach.SERVICE),
    /** Remove environments of a version. */
    DROP("drop", Reach.SERVICE),
    /** See the cluster and the figures of its nodes. */
    READ_CLUSTER("read-cluster", Reach.INSTALLATION),
    /** Prove that the journal is as it was written. */
    AUDIT("audit", Reach.INSTALLATION),
    /** Look for what belongs to no service, and remove it. */
    OPERATE("operate", Reach.INSTALLATION),
    /** Create and revoke tokens, give and take roles. */
    ADMINISTER_ACCESS("administer-access", Reach.INSTALLATION);

    private final String text;
    private final Reach reach;

    Permission(String text, Reach reach) {
        this.text = text;
        this.reach = reach;
    }

    /** What a permission is about. */
    public enum Reach {
        /** About nothing that is guarded. */
        NOTHING,
        /** About one service, or as many as a list shows. */
        SERVICE,
        /** About all of ION-Roller: only a role on all services, {@code *}, gives it. */
        INSTALLATION
    }

    /** As problems, events and the OpenAPI document write it. */
    public String text() {
        return text;
    }

    public Reach reach() {
        return reach;
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws InvalidValueException if there is no such permission
     */
    public static Permission of(String text) {
        return Arrays.stream(values())
                .filter(one -> one.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("permission", '"' + text + '"', "a known permission"));
    }
}
