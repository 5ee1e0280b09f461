package io.ionroller.api.cli.follow;

import io.ionroller.api.view.EventView;
import java.util.Optional;

/** What a person can do about a pause that does not end by itself. */
final class PauseHint {

    private PauseHint() {}

    /** The commands that go on from the pause the event tells of; empty for every other event. */
    static Optional<String> of(EventView event) {
        if (!event.type().equals("rollout-paused")) {
            return Optional.empty();
        }
        String service = event.service();
        return switch (event.data().path("reason").asText()) {
            case "manual" ->
                Optional.of("go on: ionroller promote " + service
                        + "   (--full skips the remaining steps)   or back: ionroller" + " abort " + service);
            case "requested" -> Optional.of("go on: ionroller resume " + service);
            case "held" ->
                Optional.of(
                        "when it is mended: ionroller resume " + service + "   or back: ionroller abort " + service);
            default -> Optional.empty();
        };
    }
}
