package io.ionroller.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.access.AccessCommand.Accepted;
import io.ionroller.engine.access.AccessCommand.Rejected;
import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.SaltedHash;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import io.ionroller.engine.rollout.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessCommandTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Grant DEPLOYER = new Grant(Role.DEPLOYER, new ServicePattern("shop-*"));
    private static final Binding BINDING = new Binding(new Subject("group:shop"), DEPLOYER);

    private AccessState state = AccessState.EMPTY;

    @Test
    void aTokenIsValidUntilItExpires() {
        apply(create("a", NOW.plusSeconds(60)), NOW);

        assertThat(standing("a", NOW.plusSeconds(59))).isEqualTo(IssuedToken.Standing.VALID);
        assertThat(standing("a", NOW.plusSeconds(60))).isEqualTo(IssuedToken.Standing.EXPIRED);
    }

    @Test
    void aRevokedTokenIsNeverValidAgain() {
        apply(create("a", null), NOW);
        apply(new AccessCommand.RevokeToken("a"), NOW);

        assertThat(standing("a", NOW)).isEqualTo(IssuedToken.Standing.REVOKED);
        assertThat(new AccessCommand.RevokeToken("a").decide(state, NOW)).isEqualTo(new Accepted(List.of()));
        assertThat(code(create("a", null))).isEqualTo("token-exists");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(code(new AccessCommand.RevokeToken("a"))).isEqualTo("token-not-found");
        assertThat(code(create("a", NOW))).isEqualTo("token-expired");
    }

    @Test
    void usesOfATokenAreStoredOnceADay() {
        apply(create("a", null), NOW);
        AccessCommand use = new AccessCommand.UseToken("a");
        apply(use, NOW);

        assertThat(use.decide(state, NOW.plus(Duration.ofHours(23)))).isEqualTo(new Accepted(List.of()));
        assertThat(use.decide(state, NOW.plus(Duration.ofHours(24))))
                .isEqualTo(new Accepted(List.of(new AccessEvent.TokenUsed("a", "ci"))));
        assertThat(new AccessCommand.UseToken("b").decide(state, NOW)).isEqualTo(new Accepted(List.of()));
    }

    @Test
    void aBindingIsThereOnceAndGoneAtOnce() {
        apply(new AccessCommand.Bind(BINDING), NOW);
        assertThat(new AccessCommand.Bind(BINDING).decide(state, NOW)).isEqualTo(new Accepted(List.of()));
        assertThat(state.grants(List.of(new Subject("group:shop")))).containsExactly(DEPLOYER);
        assertThat(state.grants(List.of(new Subject("group:blog")))).isEmpty();

        apply(new AccessCommand.Unbind(BINDING), NOW);
        assertThat(state.bindings()).isEmpty();
        assertThat(new AccessCommand.Unbind(BINDING).decide(state, NOW)).isEqualTo(new Accepted(List.of()));
    }

    @Test
    void anEventOutOfOrderIsRefused() {
        LoggedEvent second = logged(2, new AccessEvent.RoleBound(BINDING), NOW);

        assertThatThrownBy(() -> state.after(second)).hasMessageContaining("event 2 (x) cannot follow event 0");
    }

    private static AccessCommand create(String id, Instant expires) {
        return new AccessCommand.CreateToken(
                new AccessEvent.TokenCreated(id, "ci", DEPLOYER, expires, new SaltedHash("00", "11")));
    }

    private IssuedToken.Standing standing(String id, Instant at) {
        return state.token(id).orElseThrow().standing(at);
    }

    private String code(AccessCommand command) {
        return ((Rejected) command.decide(state, NOW)).rejection().code();
    }

    private void apply(AccessCommand command, Instant at) {
        for (AccessEvent event : ((Accepted) command.decide(state, at)).events()) {
            state = state.after(logged(state.sequence() + 1, event, at));
        }
    }

    private static LoggedEvent logged(long sequence, AccessEvent event, Instant at) {
        return new LoggedEvent(
                sequence,
                sequence,
                "x",
                null,
                new RecordedEvent(ServiceName.ACCESS, new EventMetadata(at, "ann", "test", "c", null), event));
    }
}
