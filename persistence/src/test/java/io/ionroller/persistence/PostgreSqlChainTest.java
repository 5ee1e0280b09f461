package io.ionroller.persistence;

import static io.ionroller.persistence.Events.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.query.EventChain.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgreSqlChainTest extends ChainContract {

    @Override
    StoreSettings fresh() {
        return Postgres.freshDatabase();
    }

    @Test
    void severalEnginesThatTakeTurnsGoOnWithOneChain() {
        StoreSettings settings = fresh();
        try (Store one = Store.open(settings);
                Store two = Store.open(settings)) {
            for (int i = 1; i <= 9; i++) {
                (i / 2 % 2 == 0 ? one : two)
                        .journal()
                        .append(List.of(row("hello", i)))
                        .join();
            }

            assertThat(one.eventChain()
                            .check(null, null)
                            .next()
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(new Piece(9, 1, List.of(), true));
        }
    }
}
