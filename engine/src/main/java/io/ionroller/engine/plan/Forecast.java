package io.ionroller.engine.plan;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.TrafficSpec;
import io.ionroller.engine.rollout.Decision;
import io.ionroller.engine.rollout.Machine;
import io.ionroller.engine.rollout.Rejection;
import io.ionroller.engine.rollout.ServiceCommand.StartRelease;
import io.ionroller.engine.rollout.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the machine would make of a release if everything went well: its own decisions, on states that are not stored. */
public sealed interface Forecast {

    /** It would be refused. */
    record Refused(Rejection rejection) implements Forecast {}

    /**
     * It would be accepted.
     *
     * @param release the number that it would get
     * @param revision the configuration that it would run with
     * @param sentence the answer
     * @param waits whether another rollout must end first
     * @param candidate the environment that would be made
     * @param traffic how the traffic is meant to be shared now
     * @param steps the way to the end, the removal of what is not needed any more included
     * @param removed environments that would be removed on the way
     * @param doubled how long the base runs beside the proved candidate at the least; zero without a base
     */
    record Accepted(
            long release,
            int revision,
            String sentence,
            boolean waits,
            EnvironmentSpec candidate,
            TrafficSpec traffic,
            List<PlannedStep> steps,
            List<EnvironmentId> removed,
            Duration doubled)
            implements Forecast {

        public Accepted {
            steps = List.copyOf(steps);
            removed = List.copyOf(removed);
        }

        /** How often something happens on the way. */
        public int count(PlannedStep.Kind kind) {
            return (int) steps.stream().filter(step -> step.kind() == kind).count();
        }
    }

    /**
     * Asks the machine.
     *
     * @param drainDelay how long an environment is drained for
     * @param now never earlier than the newest event
     */
    static Forecast of(
            ServiceState state, StartRelease request, Function<EnvironmentSpec, Duration> drainDelay, Instant now) {
        return switch (Machine.decide(state, request, now)) {
            case Decision.Rejected(Rejection rejection) -> new Refused(rejection);
            case Decision.Dropped(String why) ->
                throw new IllegalStateException("a request is answered, not dropped: " + why);
            case Decision.Accepted accepted -> {
                RunAhead ahead = new RunAhead(state, accepted.events(), drainDelay, now);
                boolean waits = ahead.state().queued() != null;
                TrafficSpec traffic = Machine.traffic(ahead.state());
                yield accepted(ahead, accepted.answer().sentence(), waits, traffic);
            }
        };
    }

    private static Forecast accepted(RunAhead ahead, String sentence, boolean waits, TrafficSpec traffic) {
        RunAhead.Way way = ahead.run();
        List<EnvironmentSpec> environments = new ArrayList<>(traffic.environments());
        if (!environments.contains(way.candidate())) {
            environments.add(way.candidate());
        }
        TrafficSpec whole = new TrafficSpec(
                traffic.service(),
                traffic.shift(),
                traffic.platform(),
                traffic.weights(),
                traffic.expected(),
                environments);
        return new Accepted(
                way.release(),
                way.candidate().revision(),
                sentence,
                waits,
                way.candidate(),
                whole,
                way.steps(),
                way.removed(),
                way.doubled());
    }
}
