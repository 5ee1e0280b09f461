package io.ionroller.deploy.local.router;

import io.ionroller.engine.model.EnvironmentId;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * What routers share.
 *
 * @param serving the healthy instances of an environment now; asked for every request, so it must answer at once
 */
public record RouterContext(
        ActorSystem<?> system,
        RouterSettings settings,
        Function<EnvironmentId, List<InetSocketAddress>> serving,
        Clock clock) {}
