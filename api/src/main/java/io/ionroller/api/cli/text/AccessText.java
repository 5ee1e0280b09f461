package io.ionroller.api.cli.text;

import io.ionroller.api.view.BindingView;
import io.ionroller.api.view.SessionView;
import io.ionroller.api.view.TokenView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may do what, as text. */
public final class AccessText {

    private AccessText() {}

    /** API tokens, one per line. */
    public static List<String> tokens(List<TokenView> tokens, Moment moment, Paint paint) {
        Table table =
                new Table("ID", "NAME", "ROLE", "SERVICES", "STANDING", "EXPIRES", "LAST USED", "MADE BY", "MADE");
        for (TokenView token : tokens) {
            table.row(
                    token.id(),
                    token.name(),
                    token.role(),
                    token.services(),
                    token.standing(),
                    stamp(token.expires(), moment),
                    stamp(token.lastUsed(), moment),
                    token.createdBy(),
                    stamp(token.createdAt(), moment));
        }
        return table.isEmpty() ? List.of("No tokens yet.") : table.lines(paint);
    }

    private static String stamp(@Nullable Instant at, Moment moment) {
        return at == null ? "never" : Spans.stamp(at, moment.zone());
    }

    /** Bindings, one per line. */
    public static List<String> bindings(List<BindingView> bindings, Paint paint) {
        Table table = new Table("ID", "SUBJECT", "ROLE", "SERVICES", "FROM");
        for (BindingView binding : bindings) {
            table.row(binding.id(), binding.subject(), binding.role(), binding.services(), binding.source());
        }
        return table.isEmpty() ? List.of("No roles were given, besides those of tokens.") : table.lines(paint);
    }

    /** Who asks. */
    public static List<String> self(SessionView session, Paint paint) {
        String user = session.user();
        List<String> lines = new ArrayList<>();
        lines.add(
                user == null
                        ? "The server needs no credential: you are whoever you say."
                        : paint.bold(Paint.harmless(user)));
        for (SessionView.GrantView grant : session.roles()) {
            lines.add("  " + grant.role() + " on " + grant.services() + ": " + String.join(", ", grant.permissions()));
        }
        return lines;
    }
}
