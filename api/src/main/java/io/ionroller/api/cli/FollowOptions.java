package io.ionroller.api.cli;

import io.ionroller.api.cli.follow.Followed;
import io.ionroller.api.view.AcceptedView;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of commands that start a rollout and follow it. */
final class FollowOptions {

    @Option(names = "--detach", description = "Return at once, with the release's number.")
    private boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = TimeArguments.DurationReader.class,
            description = "Stop following after this time, such as 10m; the release goes on, the exit code is 3.")
    private Duration timeout = Duration.ZERO;

    /**
     * What the following must know of the request.
     *
     * @param before offset of the newest event before it
     * @param good terminal phases that count as success
     */
    record Request(String service, long before, Set<String> good) {}

    /** Follows what was accepted, if that is wanted. */
    int follow(Session session, Request request, AcceptedView accepted) {
        Long release = accepted.release();
        if (release == null) {
            return ExitCode.OK;
        }
        Followed followed = new Followed(request.service(), release);
        if (detach) {
            if (!session.json()) {
                session.print("  follow it: " + followed.follow());
                session.print("  end it:    " + followed.abort() + "   (while it still waits: ionroller drop "
                        + request.service() + " VERSION)");
            }
            return ExitCode.OK;
        }
        return new Following(session, followed).succeedingWith(request.good()).from(request.before(), timeout);
    }
}
