package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.view.EnvironmentView;
import io.ionroller.api.view.InstanceView;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller logs}. */
@Command(name = "logs", description = "Prints the last lines that the instances of an environment wrote.")
final class LogsCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ENVIRONMENT",
            description = "Such as hello-7; without it the one being rolled out, or the one that serves.")
    private @Nullable String environment;

    @Option(names = "--instance", paramLabel = "NAME", description = "Only this instance; without it all.")
    private @Nullable String instance;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "How many lines of each instance (100).")
    private int lines = 100;

    LogsCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        String from = environment == null ? standard(session) : environment;
        List<String> names = instance == null ? instances(session, from) : List.of(instance);
        if (names.isEmpty() && !session.json()) {
            session.print(from + " has no instances.");
        }
        for (String name : names) {
            show(session, from, name);
        }
        return ExitCode.OK;
    }

    private List<String> instances(Session session, String from) {
        Target target = Target.of("services", service, "environments", from, "instances");
        return session.client().get(target, InstanceView.Page.class).instances().stream()
                .map(InstanceView::name)
                .toList();
    }

    private void show(Session session, String from, String name) {
        Target target = Target.of("services", service, "environments", from, "instances", name, "output")
                .with("lines", lines);
        List<String> written = session.client().text(target).lines().toList();
        if (session.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("environment", from).put("instance", name);
            written.forEach(json.putArray("lines")::add);
            session.print(json.toString());
            return;
        }
        if (instance == null) {
            session.print(session.paint().bold("==> " + from + " instance " + name + " <=="));
        }
        session.print(written.stream().map(Paint::harmless).toList());
    }

    /** The one that somebody who looks for output means: the newest one in use. */
    private String standard(Session session) {
        ServiceView view = session.client().get(Target.of("services", service), ServiceView.class);
        RolloutView rollout = view.rollout();
        if (rollout != null) {
            return rollout.candidate();
        }
        return view.environments().stream()
                .filter(one -> "stable".equals(one.role()))
                .findFirst()
                .or(() -> view.environments().stream().max(Comparator.comparingLong(EnvironmentView::release)))
                .map(EnvironmentView::id)
                .orElseThrow(() -> new InputException(service + " has no environment whose output could be read"));
    }
}
