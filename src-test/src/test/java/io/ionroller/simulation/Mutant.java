package io.ionroller.simulation;

import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.rollout.Effect;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import io.ionroller.engine.service.OwnerDecisions.Handled;
import io.ionroller.engine.service.Ownership.Order;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.engine.work.Permit;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine with one mistake each, of the kind that a change could bring in. The simulation must catch every one of them; which
 * invariants do so is written here, and checked by {@link MutantsTest}.
 */
enum Mutant implements Mutation {
    SKIPS_READ_BACK("believes that the router does what it was asked to do", ReadingsAreTrue.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.AnswersWhatWasAsked(real, world.time());
        }
    },
    SKIPS_DRAIN_PROOF(
            "takes any environment without weight for drained, whatever is still in flight", RemovalIsProven.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.SeesNothingInFlight(real);
        }
    },
    STARTS_TWICE_ON_RECOVERY("after a replay, the workers of before go on beside the new ones", OnlyOwnersAct.class) {
        @Override
        public void endedWithItsOwner(SimulatedWorker worker) {}
    },
    RESUMES_WITHOUT_OBSERVING("after a replay, takes for seen what was only intended", ReadingsAreTrue.class) {
        @Override
        public void recovered(SimulatedOwner owner) {
            Presumption.of(owner).ifPresent(owner::receive);
        }
    },
    FORGETS_SHIFT_NUMBER("sends every change of weights with the newest number", ShiftsOnlyGrow.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.HidesShiftNumbers(real);
        }
    },
    IGNORES_PERMIT("acts also when it may have been overtaken", OnlyOwnersAct.class) {
        @Override
        public Permit permit(Node node) {
            return Permit.ALWAYS;
        }
    },
    ACKNOWLEDGES_BEFORE_STORING("answers before what it answers is stored", AnswersAreStored.class) {
        @Override
        public boolean answersBeforeStoring() {
            return true;
        }
    },
    DROPS_IDEMPOTENCY("does not store which key an answer belongs to", AnswersAreStored.class) {
        @Override
        public Handled decided(Handled handled) {
            List<RecordedEvent> events = handled.events().stream()
                    .map(event -> new RecordedEvent(event.service(), without(event.metadata()), event.event()))
                    .toList();
            return new Handled(events, handled.reply(), handled.dropped(), handled.urgent());
        }

        private EventMetadata without(EventMetadata metadata) {
            return metadata.withoutAnswer();
        }
    },
    ANSWERS_ANEW(
            "answers a repeated request as if it were told for the first time, in other words",
            SameKeySameAnswer.class) {
        @Override
        public Handled decided(Handled handled) {
            return handled.reply() instanceof ServiceReply.Done done && done.repeated()
                    ? new Handled(handled.events(), LyingPlatform.otherWords(done), null, handled.urgent())
                    : handled;
        }
    },
    CREATES_UNDER_ANOTHER_NAME(
            "when it does not know whether an environment was made, makes another one", CreatedOnce.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.CreatesAnother(real);
        }
    },
    DOES_NOT_WAIT_FOR_STOPPED(
            "starts the next write while the call of a stopped worker is under way", OneWriterPerLane.class) {
        @Override
        public boolean waitsForStopped() {
            return false;
        }
    },
    TAKES_NO_DATA_FOR_SUCCESS(
            "takes an environment that cannot be read for a healthy one",
            ReadingsAreTrue.class,
            WeightOnlyOnHealthy.class,
            CapacityIsKept.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.PresumesHealth(real, world.time());
        }
    },
    OVERLOOKS_LOSS("takes an environment of which nothing is there for a healthy one", ReadingsAreTrue.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.OverlooksLoss(real, world.time());
        }
    },
    PRESUMES_SCALED_UP("takes an environment that it scales up for one that has all instances", ReadingsAreTrue.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.PresumesScaledUp(real, world.time());
        }
    },
    QUEUES_ROLLBACK("lets a change of weights run on when a rollback is to follow", RollbackGoesFirst.class) {
        @Override
        public List<Order> ordered(SimulatedOwner owner, List<Order> orders) {
            return orders.stream()
                    .filter(order -> !(order instanceof Order.StopWorker(String worker) && shifts(owner, worker)))
                    .toList();
        }

        private static boolean shifts(SimulatedOwner owner, String worker) {
            return owner.workers().stream()
                    .anyMatch(one -> one.name().equals(worker) && one.effect() instanceof Effect.ShiftTraffic);
        }
    },
    LOSES_TIMERS_ON_RECOVERY("after a replay, nobody waits for what will be due", EverythingEnds.class) {
        @Override
        public List<Order> onRecovery(List<Order> orders) {
            return orders.stream()
                    .filter(order -> !(order instanceof Order.SetTimer))
                    .toList();
        }
    },
    TAKES_STALE_FOR_NEW("takes what comes late for what is now", ReadingsAreTrue.class, RemovalIsProven.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.StampsOnArrival(real, world.time());
        }
    },
    LOSES_EVENTS_ON_RESTART("after a restart, the last events are missing", ReplayIsState.class) {
        @Override
        public List<String> replayed(List<String> stored) {
            return stored.subList(0, Math.max(0, stored.size() - 1));
        }
    },
    REPAIRS_WHAT_WAS_REMOVED("repairs what was removed", CreatedOnce.class) {
        @Override
        public void prepare(World world) {
            world.cloud().forgetRemovals();
        }
    },
    OVERWRITES_FOREIGN_WEIGHTS("puts its own weights over whatever it finds", ForeignWeightsAreToldOf.class) {
        @Override
        public Platform platform(Platform real, World world) {
            return new LyingPlatform.ExpectsEverything(real, world.cloud());
        }
    },
    STARTS_NOTHING_ON_RECOVERY(
            "starts nothing that was owed before a restart",
            NoDataIsNoSuccess.class,
            EverythingEnds.class,
            RollbackGoesFirst.class) {
        @Override
        public List<Order> onRecovery(List<Order> orders) {
            List<Order> left = new ArrayList<>(orders);
            left.removeIf(Order.StartWorker.class::isInstance);
            return left;
        }
    };

    private final String sentence;
    private final List<Class<?>> caughtBy;

    Mutant(String sentence, Class<?>... caughtBy) {
        this.sentence = sentence;
        this.caughtBy = List.of(caughtBy);
    }

    /** What it does wrong. */
    String sentence() {
        return sentence;
    }

    /** Names of the invariants that may notice it first. */
    List<String> caughtBy() {
        return caughtBy.stream().map(Class::getSimpleName).toList();
    }
}
