package io.ionroller.engine.platform;

/** A platform could not do, or could not tell, what it was asked. The kind says what the caller may do next. */
public final class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a failed call means. */
    public enum Kind {
        /** It did not happen and may work when tried again. */
        RETRYABLE,
        /** It did not happen because of a rate limit; try again later. */
        THROTTLED,
        /** It will not work however often it is tried: the request itself is wrong. */
        TERMINAL,
        /** Somebody else changed what this call was about; read before anything else. */
        SUPERSEDED,
        /** It may or may not have happened; only reading tells. */
        UNKNOWN_OUTCOME
    }

    private final Kind kind;

    public PlatformException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public PlatformException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
