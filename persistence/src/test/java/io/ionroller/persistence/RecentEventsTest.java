package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.query.LoggedEvent;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final RecentEvents recent = new RecentEvents();

    @Test
    void givesWhatFollowsInOrder() {
        recent.add(events(1, 3));
        recent.add(events(4, 5));
        assertThat(offsets(2, 2)).containsExactly(3L, 4L);
        assertThat(offsets(0, 10)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void givesNothingRatherThanWithAHole() {
        recent.add(events(4, 5));
        assertThat(offsets(2, 10)).isEmpty();
        assertThat(offsets(3, 10)).containsExactly(4L, 5L);
    }

    @Test
    void beginsAnewAfterWhatAnotherProcessStored() {
        recent.add(events(1, 3));
        recent.add(events(6, 7));
        assertThat(offsets(0, 10)).isEmpty();
        assertThat(offsets(5, 10)).containsExactly(6L, 7L);
    }

    @Test
    void forgetsTheOldest() {
        recent.add(events(1, 100));
        recent.add(events(101, RecentEvents.MOST + 50L));
        assertThat(offsets(49, 1)).isEmpty();
        assertThat(offsets(50, 2)).containsExactly(51L, 52L);
        assertThat(offsets(RecentEvents.MOST + 49L, 2)).containsExactly(RecentEvents.MOST + 50L);
        assertThat(offsets(RecentEvents.MOST + 50L, 2)).isEmpty();
    }

    @Test
    void givesAPieceOnlyWhenAllOfItIsHere() {
        assertThat(recent.between(0, 0, event -> true, 9)).isEmpty();
        recent.add(events(4, 9));
        assertThat(recent.between(2, 9, event -> true, 9)).isEmpty();
        assertThat(recent.between(3, 10, event -> true, 9)).isEmpty();
        assertThat(recent.between(3, 9, event -> event.offset() % 2 == 0, 2))
                .hasValueSatisfying(found ->
                        assertThat(found).extracting(LoggedEvent::offset).containsExactly(4L, 6L));
    }

    private List<Long> offsets(long after, int most) {
        return recent.after(after, most).stream().map(LoggedEvent::offset).toList();
    }

    private static List<LoggedEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(offset -> new LoggedEvent(
                        offset,
                        offset,
                        "configuration-deleted",
                        null,
                        Events.row("hello", offset).event()))
                .toList();
    }
}
