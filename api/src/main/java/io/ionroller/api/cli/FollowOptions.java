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
     * Follows what was accepted, if that is wanted.
     *
     * @param after offset of the newest event before the request
     * @param good terminal phases that count as success
     */
    int follow(Session session, String service, AcceptedView accepted, long after, Set<String> good) {
        Long release = accepted.release();
        if (release == null) {
            return ExitCode.OK;
        }
        Followed followed = new Followed(service, release);
        if (detach) {
            if (!session.json()) {
                session.print("  follow it: " + followed.follow());
                session.print("  end it:    " + followed.abort());
            }
            return ExitCode.OK;
        }
        return new Following(session, followed).succeedingWith(good).from(after, timeout);
    }
}
