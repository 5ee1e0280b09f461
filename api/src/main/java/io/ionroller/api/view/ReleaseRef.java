package io.ionroller.api.view;

import io.ionroller.engine.rollout.Release;
import org.jspecify.annotations.Nullable;

/**
 * A release named from somewhere else.
 *
 * @param release its number within the service
 * @param revision configuration revision; absent where only the list of services is known
 * @param environment where it runs or will run, such as {@code hello-7}; absent likewise
 * @param phase where it is, such as {@code shifting}; absent when it is over and the place does not say so
 */
public record ReleaseRef(
        long release,
        String version,
        @Nullable Integer revision,
        @Nullable String environment,
        @Nullable String phase) {

    static ReleaseRef of(Release release) {
        return new ReleaseRef(
                release.number(),
                release.version().value(),
                release.revision(),
                release.environment().toString(),
                release.phase().terminal() ? null : release.phase().text());
    }
}
