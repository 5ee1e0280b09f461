package io.ionroller.api.cli.follow;

import static io.ionroller.api.cli.Views.NOON;
import static io.ionroller.api.cli.Views.during;
import static io.ionroller.api.cli.Views.event;
import static io.ionroller.api.cli.Views.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.Views;
import io.ionroller.api.cli.follow.LiveDisplay.Size;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.Paint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class LiveDisplayTest {

    private static final Moment MOMENT = new Moment(NOON, ZoneOffset.UTC);

    private final Progress progress = new Progress(new Followed("hello", 7));
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Test
    void drawsPhasesStepWeightsHealthCountdownReasonAndEvents() {
        progress.see(during(rollout("shifting", 1)));
        progress.see(during(rollout("paused", 2)));
        progress.add(event(41, "step-started", 7, "Step 1 began: weight 10%."));
        progress.add(event(42, "rollout-paused", 7, "Paused."));
        assertThat(String.join("\n", Picture.of(progress, MOMENT, Paint.plain())))
                .isEqualTo("""
                        Release 7 of hello  2.0.0, revision 3, release, from hello-6
                        ✔ creating  ✔ verifying  ● shifting (paused)  ○ baking  ○ finishing
                        Step 2 of 3: weight 10%, [pause 5s], weight 100%
                        A pause of 5s is part of the strategy.
                        Goes on at 12:00:03 (in 3 s)

                        ENVIRONMENT  VERSION  ROLE       HEALTH       INTENDED  OBSERVED                              REQUESTS
                        hello-6      1.0.0    stable     2/2 healthy       90%       90%  ██████████████████░░             120
                        hello-7      2.0.0    candidate  2/2 healthy       10%        0%  ░░░░░░░░░░░░░░░░░░░░  120 (1 failed)

                        12:00:41 Step 1 began: weight 10%.
                        12:00:42 Paused.

                        Ctrl-C stops following; the release goes on.""");
    }

    @Test
    void keepsTheBarWhereARollbackBegan() {
        progress.see(during(rollout("verifying", 0)));
        progress.see(during(rollout("rolling-back", 0)));
        assertThat(Picture.of(progress, MOMENT, new Paint(false, false)))
                .contains("+ creating  x verifying  - shifting  - baking  - finishing  * rolling-back");
    }

    @Test
    void saysThatTheConnectionIsLost() {
        progress.trouble("No connection.");
        assertThat(Picture.of(progress, MOMENT, Paint.plain()))
                .containsExactly("Release 7 of hello", "Asking for its state...", "", "No connection.");
    }

    @Test
    void drawsOverTheLastPictureAtMostFiveTimesASecond() {
        LiveDisplay display = display(24, 200);
        progress.see(during(rollout("shifting", 1)));
        display.show(progress, NOON);
        int first = screen.size();
        display.show(progress, NOON.plusMillis(199));
        assertThat(screen.size()).isEqualTo(first);
        display.show(progress, NOON.plusMillis(1_200));
        assertThat(screen.toString(StandardCharsets.UTF_8).substring(text(first)))
                .startsWith("\u001b[?25l\u001b[11A\r");
    }

    @Test
    void fitsTheTerminal() {
        LiveDisplay display = display(6, 20);
        progress.see(during(rollout("shifting", 1)));
        display.show(progress, NOON);
        assertThat(screen.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[?0-9]*[A-Za-z]", ""))
                .isEqualTo("""
                        Release 7 of hello \s
                        ✔ creating  ✔ verify
                        Step 1 of 3: [weight
                        Release 7 of 2.0.0 i
                        Must be over at 12:0
                        """);
    }

    @Test
    void writesNothingAfterItWasClosedAndShowsTheCursorAgain() {
        LiveDisplay display = display(24, 80);
        display.show(progress, NOON);
        display.close();
        int closed = screen.size();
        progress.see(during(rollout("shifting", 1)));
        display.show(progress, NOON.plusSeconds(5));
        display.ended(progress, new Ending.Over("completed", "", Views.release("completed", "")), NOON.plusSeconds(6));
        assertThat(screen.size()).isEqualTo(closed);
        assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("\u001b[?25h");
    }

    @Test
    void cutsLinesByWhatIsSeenAndEndsTheColour() {
        assertThat(Clip.to("\u001b[31mabcdef\u001b[0m", 3)).isEqualTo("\u001b[31mabc\u001b[0m");
        assertThat(Clip.to("\u001b[31mabc\u001b[0m", 3)).isEqualTo("\u001b[31mabc\u001b[0m");
        assertThat(Clip.to("abc", 0)).isEmpty();
    }

    /** Where in the text a number of bytes ends. */
    private int text(int bytes) {
        return new String(screen.toByteArray(), 0, bytes, StandardCharsets.UTF_8).length();
    }

    private LiveDisplay display(int rows, int columns) {
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return new LiveDisplay(out, Paint.plain(), ZoneOffset.UTC, () -> new Size(rows, columns));
    }
}
