package io.ionroller.engine.platform;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Looks for what a platform has under our name and no owner of a service has (any more), and removes it. May be repeated and may
 * crash at any time: everything is read anew each time.
 */
public interface Sweeper {

    /**
     * What is to be swept.
     *
     * @param used settings of this platform that services have or had: they say where to look
     * @param owners who say what is theirs
     * @param remove whether orphans that are proved to be drained go
     * @param neverReleased whether those go too whose release the journal does not have; only right when no other engine uses
     *     the same name
     * @param askedBy who wants it, for the log
     */
    record Order(
            Map<ServiceName, List<PlatformSettings>> used,
            EnvironmentOwners owners,
            boolean remove,
            boolean neverReleased,
            String askedBy) {

        public Order {
            used = Map.copyOf(used);
        }
    }

    /**
     * Looks everywhere and, if ordered, takes the next step of every removal: out of a rule, the instances, the rest. Takes as
     * long as the limits of AWS's API make it, up to minutes. What one place refuses is told in the report; the stage fails
     * only by a bug.
     */
    CompletionStage<SweepReport> sweep(Order order);
}
