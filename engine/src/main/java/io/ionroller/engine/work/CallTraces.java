package io.ionroller.engine.work;

import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.Platform;

/** Adds the calls to platforms to the trace of the release that they are made for. Called from any thread; must not block. */
@FunctionalInterface
public interface CallTraces {

    /** Of a process that traces nothing. */
    CallTraces NONE = (platform, trace, effect) -> platform;

    /**
     * The same platform, whose calls are traced.
     *
     * @param trace the {@code traceparent} of the request for the release
     * @param effect for which it is called
     */
    Platform within(Platform platform, String trace, EffectId effect);
}
