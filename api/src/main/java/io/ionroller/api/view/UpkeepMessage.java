package io.ionroller.api.view;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentPart;
import io.ionroller.engine.rollout.UpkeepEvent;
import java.util.stream.Collectors;

/** What became of an environment after its release, as a sentence for a person. */
final class UpkeepMessage {

    private UpkeepMessage() {}

    static String of(UpkeepEvent event) {
        EnvironmentId id = event.environment();
        return switch (event) {
            case UpkeepEvent.EnvironmentLost lost -> id + " is lost: " + lost.reason();
            case UpkeepEvent.EnvironmentRecovered recovered ->
                id + " is there again, with " + recovered.healthy() + " of " + recovered.required()
                        + " instances healthy.";
            case UpkeepEvent.InstancesChanged changed -> id + " " + changed(changed) + ".";
            case UpkeepEvent.EnvironmentDriftFound drift ->
                "Somebody else has changed " + id + ": its " + drift.part().text() + " was " + drift.was() + ", and is "
                        + drift.now() + ".";
            case UpkeepEvent.EnvironmentDriftEnded ended ->
                "The " + ended.part().text() + " of " + id + " is as it should be again.";
            case UpkeepEvent.RestorationStarted restoration ->
                "What somebody else has changed of " + id + " is set right: "
                        + restoration.parts().stream()
                                .map(EnvironmentPart::text)
                                .collect(Collectors.joining(", "))
                        + ".";
            case UpkeepEvent.ScalingStarted scaling ->
                id + " is scaled " + (scaling.instances() < scaling.full() ? "down" : "up") + " to "
                        + scaling.instances() + " of " + scaling.full() + " instances.";
            case UpkeepEvent.ScalingCompleted scaling ->
                id + " has " + scaling.instances() + " of " + scaling.full() + " instances.";
        };
    }

    private static String changed(UpkeepEvent.InstancesChanged event) {
        String gone = String.join(", ", event.gone());
        String come = String.join(", ", event.come());
        if (event.gone().isEmpty()) {
            return "has grown by " + come;
        }
        return event.come().isEmpty() ? "has shrunk by " + gone : "has " + come + " in place of " + gone;
    }
}
