package io.ionroller.api.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PaintTest {

    private static final Paint COLOURED = new Paint(true, true);
    private static final Paint ASCII = new Paint(false, false);

    @Test
    void coloursOnlyWhereColoursAreWanted() {
        assertThat(COLOURED.apply(Style.BAD, "failed")).isEqualTo("\u001b[31mfailed\u001b[0m");
        assertThat(Paint.plain().apply(Style.BAD, "failed")).isEqualTo("failed");
    }

    @Test
    void drawsBarsThatAreNeverEmptyForAShareAndNeverTooLong() {
        assertThat(ASCII.bar(0, 10)).isEqualTo("..........");
        assertThat(ASCII.bar(0.0001, 10)).isEqualTo("#.........");
        assertThat(ASCII.bar(0.5, 10)).isEqualTo("#####.....");
        assertThat(ASCII.bar(1.5, 10)).isEqualTo("##########");
    }

    @Test
    void takesControlCharactersOutOfWhatOthersWrote() {
        assertThat(Paint.harmless("a\u001b[2Jb\r\nc\td\u0007\u009b")).isEqualTo("a[2Jbc\td");
    }

    @Test
    void alignsTablesWhateverTheColours() {
        Table table = new Table("NAME", ">SIZE", "NOTE")
                .row("a", 1, Table.Cell.of("x", Style.GOOD))
                .row("longer", 1000, "");
        assertThat(table.lines(Paint.plain()))
                .isEqualTo(List.of("NAME    SIZE  NOTE", "a          1  x", "longer  1000"));
        assertThat(table.lines(COLOURED).get(1)).isEqualTo("a          1  \u001b[32mx\u001b[0m");
    }

    @Test
    void drawsThePhasesOfEveryKindAndEnd() {
        assertThat(PhaseBar.of("release", "creating", "creating", ASCII))
                .isEqualTo("* creating  - verifying  - shifting  - baking  - finishing");
        assertThat(PhaseBar.of("warm-rollback", "shifting", "shifting", ASCII))
                .isEqualTo("+ verifying  * shifting  - baking  - finishing");
        assertThat(PhaseBar.of("release", "paused", "baking", ASCII))
                .isEqualTo("+ creating  + verifying  + shifting  * baking (paused)  - finishing");
        assertThat(PhaseBar.of("release", "rolling-back", "verifying", ASCII))
                .isEqualTo("+ creating  x verifying  - shifting  - baking  - finishing  * rolling-back");
        assertThat(PhaseBar.of("release", "completed", "finishing", ASCII))
                .isEqualTo("+ creating  + verifying  + shifting  + baking  + finishing  + completed");
    }
}
