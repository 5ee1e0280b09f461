package io.ionroller.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest extends CatalogContract {

    private static final AtomicInteger FOLDERS = new AtomicInteger();

    @TempDir
    private Path folder;

    private Path data;

    @Override
    StoreSettings fresh() {
        data = folder.resolve("data" + FOLDERS.incrementAndGet());
        return StoreSettings.embedded(data);
    }

    @Test
    void aCatalogueThatCannotBeReadIsMadeAgain() throws Exception {
        Events.append(store(), "s1", 1, Events.accepted("s1", 1, "1.0.0"));
        store().close();
        Files.writeString(data.resolve("catalog.db"), "not a database, and long enough to look like one".repeat(100));

        try (Store again = Store.open(settings())) {
            assertThat(wait(again.catalog().release(new ServiceName("s1"), 1))).isPresent();
        }
    }

    @Test
    void aCatalogueAheadOfARestoredJournalIsMadeAgain() throws Exception {
        Events.append(store(), "s1", 1, Events.accepted("s1", 1, "1.0.0"), Events.accepted("s1", 2, "2.0.0"));
        assertThat(wait(store().catalog().release(new ServiceName("s1"), 2))).isPresent();
        store().close();
        for (String name : new String[] {"journal.db", "journal.db-wal", "journal.db-shm"}) {
            Files.deleteIfExists(data.resolve(name));
        }

        try (Store again = Store.open(settings())) {
            Events.append(again, "s1", 1, Events.accepted("s1", 1, "3.0.0"));

            assertThat(wait(again.catalog().release(new ServiceName("s1"), 1))
                            .orElseThrow()
                            .version())
                    .isEqualTo("3.0.0");
            assertThat(wait(again.catalog().release(new ServiceName("s1"), 2))).isEmpty();
        }
    }
}
