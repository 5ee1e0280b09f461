package io.ionroller.aws.protocol;

/** An error answer: AWS's code, the words, and the HTTP status, or 0 for the one that AWS's model states (else 400). */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    public Refusal(String code, String message) {
        this(code, message, 0);
    }

    public Refusal(String code, String message, int status) {
        // Without a stack trace: it is an answer, and a frequent one.
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
