package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.CheckpointFile;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.AuditText;
import io.ionroller.api.view.CheckpointView;
import io.ionroller.api.view.CheckpointView.HeadView;
import io.ionroller.api.view.VerificationLine;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of {@code audit verify}: reads what the server finds, line by line, and compares it with a checkpoint. One thread. */
final class Verifying {

    private static final long EVENTS_BETWEEN_REPORTS = 100_000;

    private final Session session;
    private final @Nullable String service;
    private final @Nullable CheckpointFile signed;
    private final Set<String> seen = new HashSet<>();
    private boolean intact = true;
    private @Nullable VerificationLine result;
    private long told;

    Verifying(Session session, @Nullable String service, @Nullable CheckpointFile signed) {
        this.session = session;
        this.service = service;
        this.signed = signed;
    }

    /** The exit code. */
    int run() {
        Target target = Target.of("audit", "verify")
                .with("service", service)
                .with("heads_at", signed == null ? null : signed.checkpoint().offset());
        session.client().lines(target, this::take);
        VerificationLine last = result;
        if (last == null) {
            throw new InputException("the answer broke off before its end: nothing is proved");
        }
        if (signed != null) {
            missing(signed.checkpoint());
        }
        intact &= Boolean.TRUE.equals(last.intact());
        if (!session.json()) {
            session.print(AuditText.result(last, service, intact, signed == null ? null : signed.checkpoint()));
        }
        return intact ? ExitCode.OK : ExitCode.FAILED;
    }

    private void take(JsonNode json) {
        VerificationLine line = session.client().read(json, VerificationLine.class);
        switch (line.kind()) {
            case "progress" -> progress(line);
            case "head" -> head(line);
            case "result" -> result = line;
            default -> {
                intact = false;
                tell(AuditText.flaw(line));
            }
        }
        if (session.json() && !line.kind().equals("head")) {
            session.print(json.toString());
        }
    }

    private void progress(VerificationLine line) {
        long events = line.events() == null ? 0 : line.events();
        if (session.surroundings().terminal().interactive() && events - told >= EVENTS_BETWEEN_REPORTS) {
            told = events;
            session.surroundings().err().println(events + " events ...");
        }
    }

    private void head(VerificationLine line) {
        String name = String.valueOf(line.service());
        seen.add(name);
        HeadView then = signed == null ? null : signed.checkpoint().heads().get(name);
        if (then != null
                && !(then.hash().equals(line.hash())
                        && Long.valueOf(then.sequence()).equals(line.sequence()))) {
            contradicted(name, then, line);
        }
    }

    private void missing(CheckpointView checkpoint) {
        for (Map.Entry<String, HeadView> head : checkpoint.heads().entrySet()) {
            boolean asked = service == null || service.equals(head.getKey());
            if (asked && !seen.contains(head.getKey())) {
                contradicted(head.getKey(), head.getValue(), null);
            }
        }
    }

    private void contradicted(String name, HeadView then, @Nullable VerificationLine now) {
        intact = false;
        tell(AuditText.contradiction(name, then, now));
    }

    private void tell(String sentence) {
        if (session.json()) {
            session.surroundings().err().println(sentence);
        } else {
            session.print(sentence);
        }
    }
}
