package io.ionroller.engine.work;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.Priority;
import java.util.function.UnaryOperator;

/**
 * The platforms, as calls of one priority reach them.
 *
 * @param traced what a platform is called through, so that its calls are seen in a trace
 */
record Access(Platforms platforms, Priority priority, UnaryOperator<Platform> traced) {

    /** Whose calls are not traced. */
    Access(Platforms platforms, Priority priority) {
        this(platforms, priority, UnaryOperator.identity());
    }

    /**
     * The platform of a stored configuration.
     *
     * @throws io.ionroller.engine.platform.PlatformException TERMINAL if this process does not have it
     */
    Platform to(PlatformSettings settings) {
        return traced.apply(platforms.of(settings).at(priority));
    }
}
