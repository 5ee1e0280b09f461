package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ionroller.engine.model.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgreSqlCatalogTest extends CatalogContract {

    private static final ServiceName S1 = new ServiceName("s1");

    @Override
    StoreSettings fresh() {
        return Postgres.freshDatabase();
    }

    @Test
    void oneEngineReadsWhatAnotherWrote() {
        try (Store other = Store.open(settings())) {
            for (int i = 1; i <= 10; i++) {
                Events.append(store(), "s1", i, Events.accepted("s1", i, i + ".0.0"));

                assertThat(wait(other.catalog().release(S1, i)).orElseThrow().version())
                        .isEqualTo(i + ".0.0");
            }
        }
    }

    @Test
    void goesOnAfterTheDatabaseWasGone() {
        Events.append(store(), "s1", 1, Events.accepted("s1", 1, "1.0.0"));
        assertThat(wait(store().catalog().release(S1, 1))).isPresent();

        Postgres.cutConnections();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> store().journal()
                        .append(List.of(Events.row(2, Events.event("s1", Events.accepted("s1", 2, "2.0.0")))))
                        .handle((stored, failed) -> failed == null)
                        .join());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store().catalog()
                        .release(S1, 2)
                        .exceptionally(e -> Optional.empty())
                        .toCompletableFuture()
                        .join()
                        .isPresent());
        assertThat(wait(store().catalog().lag())).isZero();
    }
}
