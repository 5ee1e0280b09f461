package io.ionroller.api.cli.text;

import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.view.ProblemView;
import io.ionroller.api.view.ViolationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A failed request as lines for a person: what, where, what was wrong, what to do next. */
public final class ErrorText {

    private static final String ANOTHER_TOKEN =
            "set another IONROLLER_TOKEN, or see where it is from: ionroller --help";

    /** The server speaks of its API; whoever reads this has the command line. */
    private static final Map<String, String> NEXT_STEPS = Map.ofEntries(
            Map.entry(
                    "service-not-found",
                    "see the services: ionroller services; make one: ionroller config set SERVICE FILE"),
            Map.entry("configuration-not-found", "see the revisions: ionroller config history SERVICE"),
            Map.entry("environment-not-found", "see the environments: ionroller status SERVICE"),
            Map.entry("instance-not-found", "without --instance it prints the output of all"),
            Map.entry("release-not-found", "see the releases: ionroller releases SERVICE"),
            Map.entry(
                    "checkpoints-off",
                    "set ionroller.audit.checkpoints.folder or .bucket.name, and .key, on the server; make a key: ionroller audit keygen"),
            Map.entry("plan-outdated", "look at it again: ionroller plan SERVICE VERSION"),
            Map.entry("plan-blocked", "see what stands in the way: ionroller plan SERVICE VERSION"),
            Map.entry("no-rollout", "see what serves: ionroller status SERVICE"),
            Map.entry("in-use", "remove them first: ionroller drop SERVICE VERSION --force"),
            Map.entry("credential-missing", "set IONROLLER_TOKEN; an admin makes one: ionroller token create"),
            Map.entry("credential-malformed", ANOTHER_TOKEN),
            Map.entry("credential-unknown", ANOTHER_TOKEN),
            Map.entry("credential-expired", ANOTHER_TOKEN),
            Map.entry("credential-revoked", ANOTHER_TOKEN));

    private ErrorText() {}

    public static List<String> of(ClientException failure, Paint paint) {
        return switch (failure) {
            case ClientException.Refused refused -> refused(refused.problem(), paint);
            case ClientException.Unreachable unreachable -> unreachable(unreachable, paint);
            case ClientException.Unexpected unexpected ->
                List.of(
                        error(unexpected.server() + " " + unexpected.getMessage(), paint),
                        "  That is not what an ION-Roller server of this version says. Is "
                                + unexpected.server().source() + " right?");
        };
    }

    /** A line that says that something failed. */
    public static String error(String sentence, Paint paint) {
        return paint.apply(Style.BAD, "error:") + " " + Paint.harmless(sentence);
    }

    private static List<String> refused(ProblemView problem, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(error(problem.detail(), paint));
        lines.add("  code: " + problem.code() + " (" + problem.status() + ")");
        if (problem.violations() != null) {
            problem.violations().stream()
                    .map(ErrorText::sentence)
                    .filter(sentence -> !problem.detail().equals(sentence))
                    .forEach(sentence -> lines.add("  " + Paint.harmless(sentence)));
        }
        String next = NEXT_STEPS.getOrDefault(problem.code(), problem.nextStep());
        if (next != null) {
            lines.add("  next: " + Paint.harmless(next));
        }
        return lines;
    }

    private static String sentence(ViolationView violation) {
        return (violation.field().isEmpty() ? "the document" : violation.field()) + ": got " + violation.value()
                + ", wanted " + violation.wanted();
    }

    private static List<String> unreachable(ClientException.Unreachable failure, Paint paint) {
        ServerAddress server = failure.server();
        List<String> lines = new ArrayList<>();
        lines.add(
                error("no answer from " + server + " (from " + server.source() + "): " + failure.getMessage(), paint));
        if (failure.perhapsDone()) {
            lines.add("  The request was sent and may have been carried out. See: ionroller events --limit 5");
        }
        lines.add("  Start a server:        ionroller server");
        lines.add("  Or name another one:   --server URL, or IONROLLER_SERVER=URL");
        return lines;
    }
}
