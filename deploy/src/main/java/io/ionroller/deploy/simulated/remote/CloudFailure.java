package io.ionroller.deploy.simulated.remote;

import io.ionroller.engine.platform.PlatformException;

/** The body of an answer that is not 200. */
record CloudFailure(PlatformException.Kind kind, String message) {

    /** The status of an answer that a {@link PlatformException} of the cloud becomes. */
    static final int STATUS = 409;

    static CloudFailure of(PlatformException failure) {
        String message = failure.getMessage();
        return new CloudFailure(failure.kind(), message == null ? "" : message);
    }
}
