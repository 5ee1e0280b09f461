package io.ionroller.api.app.demo;

/** The demonstration did not go as it must; the message says what. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
