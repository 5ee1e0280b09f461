package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.AccessText;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.view.BindingView;
import io.ionroller.api.view.BindingsView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ionroller role}. */
@Command(name = "role", description = "Gives, lists and takes roles.")
final class RoleCommand implements Runnable {

    private final RootCommand root;

    @Spec
    private @Nullable CommandSpec spec;

    RoleCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(root.out());
        }
    }

    private static Integer tell(RootCommand root, JsonNode answer, String what) {
        Session session = root.session();
        if (session.json()) {
            session.print(answer);
        } else {
            BindingView binding = session.client().read(answer, BindingView.class);
            session.print(Paint.harmless(binding.subject() + what + binding.role() + " on " + binding.services() + " ("
                    + binding.id() + ")."));
        }
        return ExitCode.OK;
    }

    /** {@code ionroller role give}. */
    @Command(name = "give", description = "Gives somebody a role.")
    static final class Give implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "SUBJECT", description = "token:NAME, oidc:NAME or group:NAME.")
        private String subject = "";

        @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, deployer, approver or admin.")
        private String role = "";

        @Option(
                names = "--services",
                paramLabel = "PATTERN",
                description = "On which services, such as 'shop-*' (all).")
        private String services = "*";

        Give(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            JsonNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("subject", subject)
                    .put("role", role)
                    .put("services", services);
            return tell(root, root.session().change("POST", Target.of("access", "bindings"), body), " is now ");
        }
    }

    /** {@code ionroller role list}. */
    @Command(name = "list", description = "Lists who has which role, besides those of tokens.")
    static final class Bindings implements Callable<Integer> {

        private final RootCommand root;

        Bindings(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            Session session = root.session();
            JsonNode answer = session.client().get(Target.of("access", "bindings"));
            if (session.json()) {
                session.print(answer);
            } else {
                session.print(AccessText.bindings(
                        session.client().read(answer, BindingsView.class).bindings(), session.paint()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code ionroller role take}. */
    @Command(name = "take", description = "Takes a role; one of the configuration is taken there.")
    static final class Take implements Callable<Integer> {

        private final RootCommand root;

        @Parameters(index = "0", paramLabel = "ID", description = "Id of the binding, which role list shows.")
        private String id = "";

        Take(RootCommand root) {
            this.root = root;
        }

        @Override
        public Integer call() {
            JsonNode answer = root.session().change("DELETE", Target.of("access", "bindings", id), (JsonNode) null);
            return tell(root, answer, " is no longer ");
        }
    }
}
