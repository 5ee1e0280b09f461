package io.ionroller.api.cli.follow;

import io.ionroller.api.cli.client.FeedMessage.Happened;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.Paint;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/** A picture in the terminal, drawn over itself at most five times a second. */
public final class LiveDisplay implements Display {

    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(200);
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintStream out;
    private final Paint paint;
    private final ZoneId zone;
    private final Supplier<Size> size;
    private Instant drawnAt = Instant.EPOCH;
    private List<String> drawn = List.of();
    private boolean closed;

    /**
     * The size of the terminal.
     */
    public record Size(int rows, int columns) {}

    public LiveDisplay(PrintStream out, Paint paint, ZoneId zone, Supplier<Size> size) {
        this.out = out;
        this.paint = paint;
        this.zone = zone;
        this.size = size;
    }

    @Override
    public Duration wantsState() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void happened(Happened event, Instant now) {
        // The next picture shows it.
    }

    @Override
    public void show(Progress progress, Instant now) {
        if (!now.isBefore(drawnAt.plus(BETWEEN_PICTURES))) {
            drawnAt = now;
            draw(Picture.of(progress, new Moment(now, zone), paint));
        }
    }

    @Override
    public void ended(Progress progress, Ending ending, Instant now) {
        Moment moment = new Moment(now, zone);
        draw(Picture.last(progress, ending, moment, paint));
        finish(EndingText.of(progress, ending, moment, paint));
    }

    private synchronized void draw(List<String> picture) {
        Size now = size.get();
        List<String> lines = picture.stream()
                .limit(Math.max(1, now.rows() - 1))
                .map(line -> Clip.to(line, now.columns()))
                .toList();
        if (closed || lines.equals(drawn)) {
            return;
        }
        StringBuilder text = new StringBuilder(HIDE_CURSOR).append(up());
        lines.forEach(line -> text.append(line).append(CLEAR_TO_END_OF_LINE).append('\n'));
        out.print(text.append(CLEAR_BELOW));
        out.flush();
        drawn = lines;
    }

    private String up() {
        return drawn.isEmpty() ? "" : "\u001b[" + drawn.size() + "A\r";
    }

    private synchronized void finish(List<String> lines) {
        if (!closed) {
            lines.forEach(out::println);
            close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            out.print(SHOW_CURSOR);
            out.flush();
        }
    }
}
