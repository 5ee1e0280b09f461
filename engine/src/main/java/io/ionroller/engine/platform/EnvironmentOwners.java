package io.ionroller.engine.platform;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the owners of services say of environments. Each question goes to the owner itself and never to a list made from the
 * journal: a list that lags would make an orphan of what was made a moment ago. Stages do not fail; called from any thread.
 */
public interface EnvironmentOwners {

    /** How an environment stands with its owner. */
    sealed interface Standing {

        /** The owner has it, in whatever part of its life. */
        record Known() implements Standing {}

        /**
         * Its release was made and its owner has nothing of it any more. It never comes back: numbers of releases are used once.
         *
         * @param releasedAt when its release was asked for; absent when that is forgotten, 100 releases ago
         */
        record Ended(@Nullable Instant releasedAt) implements Standing {}

        /** The journal has no such release: it was restored from before it, or somebody else's engine has made it. */
        record NeverReleased() implements Standing {}

        /** The owner could not be asked. */
        record Unanswered(String why) implements Standing {}
    }

    /** How it stands now; to be asked after what is there was read, because what is made is known before. */
    CompletionStage<Standing> standing(EnvironmentId environment);

    /** Whether the service has environments, or a rollout in flight; also when that cannot be found out. */
    CompletionStage<Boolean> inUse(ServiceName service);

    /** Whether the service's owner lives in this process, so that nobody else writes its traffic; not when that is not known. */
    CompletionStage<Boolean> writesHere(ServiceName service);
}
