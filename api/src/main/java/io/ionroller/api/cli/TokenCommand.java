package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.AccessText;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.view.NewTokenView;
import io.ionroller.api.view.TokenView;
import io.ionroller.api.view.TokensView;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ionroller token}. */
@Command(name = "token", description = "Makes, lists and revokes API tokens.")
final class TokenCommand implements Runnable {

    private final RootCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    TokenCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(root.out());
        }
    }

    /** {@code ionroller token create}. */
    @Command(name = "create", description = "Makes a token and prints it, once: nobody can show it again.")
    static final class Create implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "NAME", description = "Who gets it; events will say token:NAME.")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, deployer, approver or admin.")
        private String role = "";

        @Option(
                names = "--services",
                paramLabel = "PATTERN",
                description = "On which services, such as 'shop-*' (all).")
        private String services = "*";

        @Option(
                names = "--expires",
                paramLabel = "SPAN",
                converter = TimeArguments.DurationReader.class,
                description = "After how long it ends, such as 90d (never).")
        private @Nullable Duration expires;

        Create(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", name)
                    .put("role", role)
                    .put("services", services);
            if (expires != null) {
                body.put(
                        "expires",
                        session.surroundings().clock().instant().plus(expires).toString());
            }
            JsonNode answer = session.change("POST", Target.of("access", "tokens"), body);
            if (session.json()) {
                session.print(answer);
            } else {
                NewTokenView made = session.client().read(answer, NewTokenView.class);
                session.surroundings()
                        .err()
                        .println("Keep it now, it is not shown again. To revoke it: ionroller token revoke "
                                + Paint.harmless(made.token().id()));
                session.print(Paint.harmless(made.secret()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code ionroller token list}. */
    @Command(name = "list", description = "Lists all tokens, also those that have expired or were revoked.")
    static final class Tokens implements Callable<Integer> {

        private final RootCommand root;

        Tokens(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            JsonNode answer = session.client().get(Target.of("access", "tokens"));
            if (session.json()) {
                session.print(answer);
            } else {
                session.print(AccessText.tokens(
                        session.client().read(answer, TokensView.class).tokens(), session.moment(), session.paint()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code ionroller token revoke}. */
    @Command(name = "revoke", description = "Ends a token, on all nodes within seconds.")
    static final class Revoke implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "ID", description = "Its id, which token list shows.")
        private String id = "";

        Revoke(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            JsonNode answer = session.change("DELETE", Target.of("access", "tokens", id), (JsonNode) null);
            if (session.json()) {
                session.print(answer);
            } else {
                TokenView revoked = session.client().read(answer, TokenView.class);
                session.print("The token " + Paint.harmless(revoked.id()) + " of " + Paint.harmless(revoked.name())
                        + " is revoked.");
            }
            return ExitCode.OK;
        }
    }
}
