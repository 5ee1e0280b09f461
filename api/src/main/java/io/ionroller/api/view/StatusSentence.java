package io.ionroller.api.view;

import io.ionroller.engine.rollout.ServiceState;
import java.time.Instant;

/** How a service stands, in one sentence. */
final class StatusSentence {

    private StatusSentence() {}

    static String of(ServiceState state, Instant now) {
        return state.activeRelease()
                .map(release -> "Release " + release.number() + " of " + release.version() + " is "
                        + release.phase().text() + " at " + now + ".")
                .or(() -> state.stableRelease().map(release -> release.version() + " has all traffic."))
                .orElse("Nothing is deployed.");
    }
}
