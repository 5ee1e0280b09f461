package io.ionroller.simulation;

import io.ionroller.engine.model.LossPolicy;
import io.ionroller.engine.model.ServiceConfiguration;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.PauseReason;
import io.ionroller.engine.rollout.Phase;
import io.ionroller.engine.rollout.Rollout;
import io.ionroller.engine.rollout.ServiceCommand.*;
import io.ionroller.engine.rollout.ServiceState;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Those who ask: each request has a key, is repeated under it until it is answered, and some are repeated afterwards. When the
 * world has turned benign, one person attends to what is held or waits for a person.
 */
final class People {

    private static final Duration ATTENTION = Duration.ofSeconds(15);

    private final World world;
    private int asked;
    private int unanswered;
    private boolean refusedToResume;

    People(World world) {
        this.world = world;
    }

    /** One request until its answer has come. */
    private final class Asking {

        private final Request request;
        private final Caller caller;
        private boolean answered;

        Asking(Request request) {
            this.request = request;
            this.caller = new Caller("ann", "key-" + ++asked, request.text() + "-" + asked);
            unanswered++;
        }

        void send() {
            SimulatedOwner owner = world.nodes().reached();
            world.time()
                    .after(
                            world.chance().message(),
                            () -> owner.node()
                                    .enter(() -> owner.receive(new OwnerMessage.Ask(
                                            request,
                                            caller,
                                            reply -> world.time()
                                                    .after(world.chance().message(), () -> hear(reply))))));
            world.time().after(World.SETTINGS.askTimeout(), () -> {
                if (!answered) {
                    send();
                }
            });
        }

        private void hear(ServiceReply reply) {
            world.trace().note("answered", request.text(), () -> caller.idempotencyKey() + " " + reply);
            world.invariants().answered(request, caller, reply);
            if (!answered) {
                answered = true;
                unanswered--;
            }
        }
    }

    /** Makes the request of an incident. */
    void ask(Incident incident) {
        Asking asking = new Asking(request(incident));
        asking.send();
        if (incident.time() > 0) {
            world.time().after(incident.lasting(), asking::send);
        }
    }

    private static Request request(Incident incident) {
        int what = incident.what();
        return switch (incident.kind()) {
            case CONFIGURE -> new PutConfiguration(Configurations.of(what));
            case RELEASE -> new StartRelease(version(what), null);
            case ROLL_BACK -> new RollBack(what == 0 ? null : version(what));
            case ABORT -> new Abort();
            case PAUSE -> new Pause();
            case RESUME -> new Resume();
            case PROMOTE -> new Promote(what == 1);
            case DROP -> new Drop(version(what / 2), what % 2 == 1);
            case DELETE_CONFIGURATION -> new DeleteConfiguration();
            default -> throw new IllegalArgumentException(incident + " is no request");
        };
    }

    static Version version(int number) {
        return new Version(number + ".0.0");
    }

    boolean allAnswered() {
        return unanswered == 0;
    }

    /** Looks after the service from now on. */
    void attend() {
        SimulatedOwner owner = world.nodes().current();
        if (owner.ready()) {
            Request request = attention(owner.state());
            if (request != null) {
                refusedToResume = request instanceof Resume && !refusedToResume;
                new Asking(request).send();
            } else {
                setRight(owner.state());
            }
        }
        world.time().after(ATTENTION, this::attend);
    }

    private @Nullable Request attention(ServiceState state) {
        if (heldLoss(state)) {
            ServiceConfiguration now = state.configuration().orElseThrow().configuration();
            return new PutConfiguration(now.with(now.onDrift(), LossPolicy.RECREATE));
        }
        Rollout rollout = state.rollout();
        if (rollout == null || !(rollout.phase() instanceof Phase.Paused paused)) {
            refusedToResume = false;
            return null;
        }
        if (paused.reason() == PauseReason.TIMED) {
            return null;
        }
        return refusedToResume ? new Abort() : new Resume();
    }

    /** Whether something in use is lost, and a person is to say what becomes of it. */
    private static boolean heldLoss(ServiceState state) {
        return state.configuration()
                        .filter(revision -> revision.configuration().onLoss() == LossPolicy.HOLD)
                        .isPresent()
                && state.environments().values().stream()
                        .anyMatch(environment -> environment.upkeep().loss() != null);
    }

    /** Takes back what somebody else did to the weights; the engine does not where no rollout is in flight. */
    private void setRight(ServiceState state) {
        if (state.rollout() == null
                && state.traffic().settled()
                && !world.cloud().router().accepted().equals(state.traffic().intended())) {
            world.cloud().setByOthers(state.traffic().intended());
        }
    }
}
