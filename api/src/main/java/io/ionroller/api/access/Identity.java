package io.ionroller.api.access;

import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServiceScope;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. What it may do is looked up at every question, so that whoever holds on to it, such as an open feed, sees that a
 * credential was revoked or has expired: then it may nothing any more. Thread-safe.
 */
public final class Identity {

    private final @Nullable String name;
    private final Supplier<List<Grant>> grants;

    private Identity(@Nullable String name, Supplier<List<Grant>> grants) {
        this.name = name;
        this.grants = grants;
    }

    /** Somebody of whom is known who it is. */
    static Identity proven(String name, Supplier<List<Grant>> grants) {
        return new Identity(name, grants);
    }

    /** Somebody who merely says who it is, and who may do all of this. */
    static Identity claimed(List<Grant> grants) {
        return new Identity(null, () -> grants);
    }

    /** As events name it; absent when nothing proves it. */
    public @Nullable String name() {
        return name;
    }

    /** What it was given, as of now. */
    public List<Grant> grants() {
        return grants.get();
    }

    /** Whether it may do something with this service or, without one, with any. */
    public boolean may(Permission permission, @Nullable ServiceName service) {
        return grants().stream()
                .anyMatch(grant -> service == null ? grant.allows(permission) : grant.allows(permission, service));
    }

    /** With which services it may do something. */
    public ServiceScope scope(Permission permission) {
        return new ServiceScope(grants().stream()
                .filter(grant -> grant.allows(permission))
                .map(Grant::services)
                .toList());
    }
}
