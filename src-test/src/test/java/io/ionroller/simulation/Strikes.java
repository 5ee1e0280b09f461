package io.ionroller.simulation;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the incidents happen that strike at a time, and ends their consequences when the world turns benign. */
final class Strikes {

    private static final Duration SWIFT = Duration.ofMillis(100);

    private final World world;
    private boolean over;

    Strikes(World world) {
        this.world = world;
    }

    void strike(Incident incident) {
        world.trace().note("incident", incident.kind().text(), incident::toString);
        switch (incident.kind().family()) {
            case REQUEST -> world.people().ask(incident);
            case WORLD -> world(incident);
            case ENGINE -> engine(incident);
            case CALL -> throw new IllegalArgumentException(incident + " strikes a call");
        }
    }

    private void world(Incident incident) {
        Cloud cloud = world.cloud();
        int what = incident.what();
        switch (incident.kind()) {
            case BAD_VERSION ->
                cloud.fate(
                        People.version(what).value(),
                        incident.time() == 0 ? CloudInstance.Fate.UNHEALTHY : CloudInstance.Fate.EXITS);
            case KILL -> cloud.withInstance(what, cloud::kill);
            case SICKEN ->
                cloud.withInstance(
                        what,
                        instance -> instance.sicken(
                                world.time().instant(), world.time().instant().plus(incident.lasting())));
            case LOSE -> cloud.lose(what);
            case FOREIGN_WEIGHTS -> foreignWeights(what);
            case HIDE -> {
                cloud.hideChangesFor(Duration.ofMillis(what));
                later(incident, () -> cloud.hideChangesFor(Duration.ZERO));
            }
            case OUTAGE -> {
                world.faults().outage(what, true);
                later(incident, () -> world.faults().outage(what, false));
            }
            case SLOW_REQUESTS -> cloud.answerRequestsWithin(incident.lasting());
            default -> throw new IllegalArgumentException("unknown: " + incident);
        }
    }

    private void foreignWeights(int pick) {
        List<EnvironmentId> ids = world.cloud().environments();
        Map<EnvironmentId, Weight> weights = new TreeMap<>();
        if (!ids.isEmpty() && pick % 5 > 0) {
            Weight weight = new Weight(1 + pick % 10_000);
            weights.put(ids.get(pick % ids.size()), weight);
            if (!weight.equals(Weight.FULL) && ids.size() > 1) {
                weights.put(ids.get((pick + 1) % ids.size()), weight.rest());
            }
        }
        world.cloud().setByOthers(weights);
    }

    private void engine(Incident incident) {
        switch (incident.kind()) {
            case CUT_OFF -> world.nodes().cutOff(Duration.ofMillis(incident.what()), incident.lasting());
            case FREEZE -> world.nodes().freeze(Duration.ofMillis(incident.what()), incident.lasting());
            case MOVE -> world.nodes().move();
            case JOURNAL_DOWN -> {
                var trouble = SimulatedJournal.Trouble.values()[incident.what()];
                world.journal().goAway(trouble);
                world.time().after(incident.lasting(), () -> world.journal().comeBack(trouble));
            }
            default -> throw new IllegalArgumentException("unknown: " + incident);
        }
    }

    private void later(Incident incident, Runnable end) {
        world.time().after(incident.lasting(), () -> {
            if (!over) {
                end.run();
            }
        });
    }

    /** The world turns benign. Nodes and the journal come back by themselves. */
    void end() {
        world.trace().note("benign", "world");
        over = true;
        world.faults().end();
        world.cloud().hideChangesFor(Duration.ZERO);
        world.cloud().answerRequestsWithin(SWIFT);
    }
}
