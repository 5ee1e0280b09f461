package io.ionroller.api.cli.text;

import io.ionroller.api.cli.client.ClientException;
import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.view.ProblemView;
import java.util.ArrayList;
import java.util.List;

/** A failed request as lines for a person: what, where, what was wrong, what to do next. */
public final class ErrorText {

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
            problem.violations()
                    .forEach(violation -> lines.add(
                            Paint.harmless("  " + (violation.field().isEmpty() ? "the document" : violation.field())
                                    + ": got " + violation.value() + ", wanted " + violation.wanted())));
        }
        if (problem.nextStep() != null) {
            lines.add("  next: " + Paint.harmless(problem.nextStep()));
        }
        return lines;
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
