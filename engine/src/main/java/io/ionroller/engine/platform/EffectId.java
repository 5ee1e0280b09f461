package io.ionroller.engine.platform;

import io.ionroller.engine.model.ServiceName;

/**
 * The identity of one owed call to a platform: service, release number and step. Derived, never random, so that a repeated
 * attempt after a crash carries the same identity. It names the child actor, the log line and the resource's tag.
 *
 * @param step what is done, such as {@code create}, {@code verify}, {@code shift-3}; matches {@code [a-z0-9-]+}
 */
public record EffectId(ServiceName service, long release, String step) {

    /** The written form, {@code hello/7/shift-3}. */
    @Override
    public String toString() {
        return service + "/" + release + "/" + step;
    }
}
