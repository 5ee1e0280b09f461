package io.ionroller.simulation;

import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.Caller;
import io.ionroller.engine.service.ServiceReply;
import java.util.function.Consumer;

/** What a {@link SimulatedOwner} receives, as {@code ServiceEntity} does. */
sealed interface OwnerMessage {

    record Ask(ServiceCommand.Request request, Caller caller, Consumer<ServiceReply> reply) implements OwnerMessage {}

    record Reported(String worker, ServiceCommand.Report report) implements OwnerMessage {}

    record WorkerEnded(String worker) implements OwnerMessage {}

    /** @param timer the one that has rung; an older one than is set counts for nothing */
    record Due(int timer) implements OwnerMessage {}

    record Leave() implements OwnerMessage {}

    record WaitedEnough() implements OwnerMessage {}

    /** Whether it is decided, so that something may be stored. */
    default boolean decides() {
        return this instanceof Ask || this instanceof Reported || this instanceof Due;
    }
}
