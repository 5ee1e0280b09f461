package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.follow.Followed;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.ServiceText;
import io.ionroller.api.cli.text.Spans;
import io.ionroller.api.view.RolloutView;
import io.ionroller.api.view.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ionroller status}. */
@Command(
        name = "status",
        description = "Shows a service: environments, weights, health, the rollout in flight and why it waits.")
final class StatusCommand implements Callable<Integer> {

    private final RootCommand root;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "Without it: all services.")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Follow the rollout in flight to its end; the exit code is that of release.")
    private boolean follow;

    @Option(names = "--release", paramLabel = "N", description = "With --follow: this release.")
    private @Nullable Long release;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = TimeArguments.DurationReader.class,
            description = "With --follow: stop following after this time, such as 10m; exit code 3.")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeArguments.InstantReader.class,
            description = "How it stood then: 2026-01-31T12:00:00Z, 2026-01-31, or 2h (ago).")
    private @Nullable Instant at;

    StatusCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Session session = root.session();
        if (service == null) {
            if (follow || at != null) {
                throw new InputException((follow ? "--follow" : "--at") + " needs a SERVICE");
            }
            ServicesCommand.show(session);
            return ExitCode.OK;
        }
        if (follow && at != null) {
            throw new InputException("--follow goes on from now: it cannot be combined with --at");
        }
        JsonNode json = session.client().get(Target.of("services", service).with("at", at));
        ServiceView view = session.client().read(json, ServiceView.class);
        RolloutView rollout = view.rollout();
        Long number = release != null || rollout == null ? release : (Long) rollout.release();
        if (follow && number != null) {
            return new Following(session, new Followed(service, number)).again(timeout);
        }
        if (session.json()) {
            session.print(json);
        } else {
            Moment moment = session.moment();
            if (at != null) {
                session.print("At " + Spans.stamp(at, moment.zone()) + ":");
                moment = new Moment(at, moment.zone());
            }
            session.print(ServiceText.status(view, moment, session.paint()));
        }
        return ExitCode.OK;
    }
}
