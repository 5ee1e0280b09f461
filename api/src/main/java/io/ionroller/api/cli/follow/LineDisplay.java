package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.client.FeedMessage.Happened;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.cli.text.Spans;
import io.ionroller.api.view.ServiceView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines that are only ever added, each with its time: for files and continuous integration. */
public final class LineDisplay implements Display {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final PrintStream out;
    private final Paint paint;
    private final ZoneId zone;
    private @Nullable String trouble;
    private Instant lastLine = Instant.MAX;
    private boolean closed;

    public LineDisplay(PrintStream out, Paint paint, ZoneId zone) {
        this.out = out;
        this.paint = paint;
        this.zone = zone;
    }

    @Override
    public Duration wantsState() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void happened(Happened happened, Instant now) {
        String message = new Moment(now, zone).localized(happened.event().message());
        line(happened.event().timestamp(), message, now);
        PauseHint.of(happened.event()).ifPresent(hint -> write(List.of("  " + hint)));
    }

    @Override
    public void show(Progress progress, Instant now) {
        if (!Objects.equals(trouble, progress.trouble())) {
            boolean back = progress.trouble() == null;
            // Of many attempts the first one and the success are worth a line.
            if (back || trouble == null) {
                line(now, back ? "The connection is back." : Objects.requireNonNull(progress.trouble()), now);
            }
            trouble = progress.trouble();
        }
        ServiceView service = progress.service();
        if (lastLine.equals(Instant.MAX)) {
            lastLine = now;
        } else if (service != null && !now.isBefore(lastLine.plus(LONGEST_SILENCE))) {
            line(now, new Moment(now, zone).localized(service.sentence()), now);
        }
    }

    @Override
    public void ended(Progress progress, Ending ending, Instant now) {
        write(EndingText.of(progress, ending, new Moment(now, zone), paint));
    }

    private void line(Instant at, String text, Instant now) {
        lastLine = now;
        write(List.of(Spans.stamp(at, zone) + " " + text));
    }

    private synchronized void write(List<String> lines) {
        if (!closed) {
            lines.forEach(out::println);
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
