package io.ionroller.engine.query;

import io.ionroller.engine.model.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lists of services and releases, made from the journal and rebuilt from it at will. Before it answers it waits up to half a
 * second for the events stored so far, so that a caller reads its own writes; then it answers with what it has.
 */
public interface Catalog {

    /**
     * Services in order of name.
     *
     * @param after the last name of the page before; absent for the first page
     * @param limit 1 to 1000
     */
    CompletionStage<List<ServiceSummary>> services(@Nullable ServiceName after, int limit);

    /** Those of the named services that there are, in order of name; at most 1000 names. */
    CompletionStage<List<ServiceSummary>> services(Set<ServiceName> names);

    CompletionStage<Optional<ServiceSummary>> service(ServiceName service);

    /** All services with a rollout in flight, in order of name: those that must go on at once after a crash. */
    CompletionStage<List<ServiceName>> servicesInFlight();

    /** All services for which {@link ServiceSummary#active()} holds. */
    CompletionStage<List<ServiceName>> activeServices();

    /**
     * Releases of a service, newest first.
     *
     * @param before the last number of the page before; absent for the first page
     * @param limit 1 to 1000
     */
    CompletionStage<List<ReleaseSummary>> releases(ServiceName service, @Nullable Long before, int limit);

    CompletionStage<Optional<ReleaseSummary>> release(ServiceName service, long release);

    /** How many stored events the catalogue has not taken in yet. */
    CompletionStage<Long> lag();
}
