package io.ionroller.deploy.local.router;

/** A request that surely did not reach an instance. */
final class NotSentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }
}
