package io.ionroller.api.cli.follow;

/** A release that is being followed. */
public record Followed(String service, long release) {

    /** The command that follows it again. */
    public String follow() {
        return "ionroller status " + service + " --follow --release " + release;
    }

    /** The command that ends it. */
    public String abort() {
        return "ionroller abort " + service;
    }

    @Override
    public String toString() {
        return "Release " + release + " of " + service;
    }
}
