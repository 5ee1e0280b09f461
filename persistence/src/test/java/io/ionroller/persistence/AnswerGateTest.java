package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AnswerGateTest {

    private final Queue<Runnable> actors = new ArrayDeque<>();
    private final AnswerGate gate = new AnswerGate(actors::add);
    private final List<String> gone = new ArrayList<>();

    @Test
    void letsAnswersGoAsFastAsTheActorsFollow() {
        for (int i = 0; i < AnswerGate.AT_ONCE + 3; i++) {
            pass("n" + i, Urgency.NORMAL);
        }
        assertThat(gone).hasSize(AnswerGate.AT_ONCE);
        actors.remove().run();
        assertThat(gone).hasSize(AnswerGate.AT_ONCE + 1).endsWith("n" + AnswerGate.AT_ONCE);
    }

    @Test
    void aRollbackPassesAllThatWait() {
        for (int i = 0; i < AnswerGate.AT_ONCE + 3; i++) {
            pass("n" + i, Urgency.NORMAL);
        }
        pass("rollback", Urgency.URGENT);
        assertThat(gone).endsWith("rollback");
    }

    @Test
    void givesEveryAnswerAndAllPlacesBack() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                pass("n" + i, Urgency.NORMAL);
            }
            while (!actors.isEmpty()) {
                actors.remove().run();
            }
            assertThat(gone).hasSize(100 * (round + 1));
        }
    }

    private void pass(String what, Urgency urgency) {
        gate.pass(urgency).thenAccept(passed -> gone.add(what));
    }
}
