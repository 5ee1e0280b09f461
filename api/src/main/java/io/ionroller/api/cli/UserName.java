package io.ionroller.api.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who asks. It is a claim for the audit log, not a proof. */
final class UserName {

    private static final int LONGEST = 200;
    private static final long GIT_SECONDS = 2;

    private UserName() {}

    /** What was given, else IONROLLER_USER, else git's e-mail address, else the login name. */
    static String of(@Nullable String given, Surroundings surroundings) {
        if (given != null && !given.isBlank()) {
            return printable(given);
        }
        String variable = surroundings.variable("IONROLLER_USER");
        if (!variable.isBlank()) {
            return printable(variable);
        }
        String email = printable(git());
        return email.isEmpty() ? printable(System.getProperty("user.name", "unknown")) : email;
    }

    private static String git() {
        try {
            Process git = new ProcessBuilder("git", "config", "user.email")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String answer = new String(git.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
            return git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? answer : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** As a header can carry it. */
    private static String printable(String text) {
        String line = text.strip().replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
