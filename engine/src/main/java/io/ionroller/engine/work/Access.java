package io.ionroller.engine.work;

import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.Platforms;
import io.ionroller.engine.platform.Priority;

/** The platforms, as calls of one priority reach them. */
record Access(Platforms platforms, Priority priority) {

    /**
     * The platform of a stored configuration.
     *
     * @throws io.ionroller.engine.platform.PlatformException TERMINAL if this process does not have it
     */
    Platform to(PlatformSettings settings) {
        return platforms.of(settings).at(priority);
    }
}
