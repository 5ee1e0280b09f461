package io.ionroller.api.cli.text;

/** What a piece of text means, and so which colour it has where colours are shown. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    BUSY("36"),
    WAITING("33"),
    BAD("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** The style of a phase. */
    public static Style ofPhase(String phase) {
        return switch (phase) {
            case "completed" -> GOOD;
            case "paused", "queued" -> WAITING;
            case "rolling-back", "rolled-back", "failed", "aborted", "superseded" -> BAD;
            default -> BUSY;
        };
    }

    /** The style of an environment's or an instance's health. */
    public static Style ofHealth(String health) {
        return switch (health) {
            case "healthy" -> GOOD;
            case "unhealthy", "exited" -> BAD;
            default -> WAITING;
        };
    }
}
