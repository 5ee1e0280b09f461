package io.ionroller.engine.service;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.rollout.ServiceCommand;
import java.util.concurrent.CompletionStage;

/**
 * The way to the owners of all services, wherever they live. Called from any thread; never blocks. A stage fails with a
 * {@link java.util.concurrent.TimeoutException} when no answer came in time (the request may or may not have been stored: ask
 * again with the same idempotency key), and with another exception when the journal could not be written.
 */
public interface Services {

    /** Sends a request; the stage has {@link ServiceReply.Done} or {@link ServiceReply.Refused}. */
    CompletionStage<ServiceReply> send(ServiceName service, ServiceCommand.Request request, Caller caller);

    /** Reads the state. A service that nobody configured has the empty state. */
    CompletionStage<ServiceReply.Snapshot> state(ServiceName service);

    /** Makes the owner start, so that it goes on with what it owes. */
    void wake(ServiceName service);
}
