package io.ionroller.persistence;

import static io.ionroller.persistence.Events.append;
import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.Catalog;
import io.ionroller.engine.query.ReleaseSummary;
import io.ionroller.engine.query.ServiceSummary;
import io.ionroller.engine.rollout.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the catalogue must do on every store. */
abstract class CatalogContract {

    private static final ServiceName S1 = new ServiceName("s1");

    private StoreSettings settings;
    private Store store;

    abstract StoreSettings fresh();

    @BeforeEach
    void open() {
        settings = fresh();
        store = Store.open(settings);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = Store.open(settings);
    }

    StoreSettings settings() {
        return settings;
    }

    Store store() {
        return store;
    }

    @Test
    void readsItsOwnWrites() {
        for (int i = 1; i <= 20; i++) {
            append(store, "s1", i, Events.accepted("s1", i, i + ".0.0"));

            Optional<ReleaseSummary> found = wait(store.catalog().release(S1, i));

            assertThat(found.orElseThrow().version()).isEqualTo(i + ".0.0");
            assertThat(wait(store.catalog().service(S1))).isPresent();
        }
        assertThat(wait(store.catalog().lag())).isZero();
    }

    @Test
    void knowsNothingOfWhatNeverWas() {
        assertThat(wait(store.catalog().services(null, 10))).isEmpty();
        assertThat(wait(store.catalog().service(S1))).isEmpty();
        assertThat(wait(store.catalog().release(S1, 1))).isEmpty();
        assertThat(wait(store.catalog().activeServices())).isEmpty();
    }

    @Test
    void listsServicesInPagesByName() {
        for (String name : List.of("b", "a-b", "a", "a0", "ab", "c")) {
            append(store, name, 1, Events.accepted(name, 1, "1.0.0"));
        }
        List<String> names = new ArrayList<>();
        ServiceName last = null;
        List<ServiceSummary> page;
        do {
            page = wait(store.catalog().services(last, 2));
            page.forEach(service -> names.add(service.service().value()));
            last = page.isEmpty() ? null : page.getLast().service();
        } while (last != null);

        assertThat(names).containsExactly("a", "a-b", "a0", "ab", "b", "c");
    }

    @Test
    void listsReleasesNewestFirstInPages() {
        for (int i = 1; i <= 5; i++) {
            append(store, "s1", i, Events.accepted("s1", i, "1.0.0"));
        }

        assertThat(wait(store.catalog().releases(S1, null, 3)))
                .extracting(ReleaseSummary::release)
                .containsExactly(5L, 4L, 3L);
        assertThat(wait(store.catalog().releases(S1, 3L, 3)))
                .extracting(ReleaseSummary::release)
                .containsExactly(2L, 1L);
    }

    @Test
    void saysTheSameAfterReopeningAndAfterARebuild() {
        store(60);
        List<Object> live = everything();

        reopen();
        assertThat(everything()).isEqualTo(live);

        wait(store.rebuildCatalog());
        assertThat(everything()).isEqualTo(live);
        store.close();
        assertThat(CatalogRebuild.run(settings)).isEqualTo(newest());
        store = Store.open(settings);
        assertThat(everything()).isEqualTo(live);
    }

    private long newest() {
        try (Store other = Store.open(settings)) {
            return wait(other.eventLog().newestOffset());
        }
    }

    @Test
    void countsEveryEventOnceHoweverItWasBatched() {
        store(120);

        CatalogFold fold = new CatalogFold();
        Events.all(store).forEach(logged -> fold.take(logged.event()));

        List<ServiceSummary> expected = fold.services();
        assertThat(wait(store.catalog().services(null, 1000))).isEqualTo(expected);
        assertThat(wait(store.catalog().activeServices()))
                .isEqualTo(expected.stream()
                        .filter(ServiceSummary::active)
                        .map(ServiceSummary::service)
                        .toList());
        assertThat(fold.releases())
                .isNotEmpty()
                .allSatisfy(release -> assertThat(wait(store.catalog().release(release.service(), release.release())))
                        .contains(release));
    }

    /** Stores the histories of a few services, mixed. */
    private void store(int commands) {
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int s = 1; s <= 8; s++) {
            long sequence = 0;
            for (RecordedEvent event : MachineHistory.of("s" + s, s, commands)) {
                sequence++;
                writes.add(store.journal().append(List.of(Events.row(sequence, event))));
            }
        }
        writes.forEach(CompletableFuture::join);
    }

    private List<Object> everything() {
        Catalog catalog = store.catalog();
        wait(store.projection().reached(wait(store.eventLog().newestOffset())));
        List<Object> all = new ArrayList<>(wait(catalog.services(null, 1000)));
        for (int s = 1; s <= 8; s++) {
            all.addAll(wait(catalog.releases(new ServiceName("s" + s), null, 1000)));
        }
        assertThat(all).hasSizeGreaterThan(16);
        return all;
    }

    static <T> T wait(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
