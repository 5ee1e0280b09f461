package io.ionroller.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final List<String> reported = new ArrayList<>();
    private final Turnstile turnstile = new Turnstile(2);

    @Test
    void letsSoManyInWhileTheOthersWaitInOrder() {
        Turnstile.Passage one = enter("1");
        enter("2");
        enter("3");
        enter("4");
        assertThat(reported).containsExactly("1", "2");
        one.leave();
        assertThat(reported).containsExactly("1", "2", "3");
    }

    @Test
    void rollbackPassesAtOnce() {
        enter("1");
        enter("2");
        enter("3");
        turnstile.enter(true, passage -> reported.add("rollback"));
        assertThat(reported).containsExactly("1", "2", "rollback");
    }

    @Test
    void placesOfRollbacksAreGivenBackBeforeOthersEnter() {
        Turnstile.Passage one = enter("1");
        enter("2");
        Turnstile.Passage rollback = turnstile.enter(true, passage -> reported.add("rollback"));
        enter("3");
        one.leave();
        assertThat(reported).doesNotContain("3");
        rollback.leave();
        assertThat(reported).containsExactly("1", "2", "rollback", "3");
    }

    @Test
    void oneThatGaveUpWaitingNeverReports() {
        Turnstile.Passage one = enter("1");
        enter("2");
        Turnstile.Passage three = enter("3");
        enter("4");
        three.leave();
        one.leave();
        assertThat(reported).containsExactly("1", "2", "4");
    }

    @Test
    void leavingTwiceGivesOnePlace() {
        Turnstile.Passage one = enter("1");
        enter("2");
        enter("3");
        enter("4");
        one.leave();
        one.leave();
        assertThat(reported).containsExactly("1", "2", "3");
    }

    @Test
    void refusesToHaveNoPlace() {
        assertThatThrownBy(() -> new Turnstile(0)).hasMessageContaining("got 0, wanted 1 or more");
    }

    private Turnstile.Passage enter(String name) {
        return turnstile.enter(false, passage -> reported.add(name));
    }
}
