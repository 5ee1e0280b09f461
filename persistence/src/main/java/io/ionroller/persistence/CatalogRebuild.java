package io.ionroller.persistence;

import java.util.concurrent.TimeUnit;

/** Makes the catalogue again from the journal. The journal is only read. */
public final class CatalogRebuild {

    private CatalogRebuild() {}

    /**
     * Called from the command line; with the embedded store no engine may be running. Blocks until it is done. A crash on the
     * way does no harm: the engine goes on where it stopped.
     *
     * @return number of events that were taken in
     * @throws StoreException if the store cannot be opened, or the rebuild is not done after 10 minutes
     */
    public static long run(StoreSettings settings) {
        try (Store store = Store.open(settings)) {
            store.rebuildCatalog().toCompletableFuture().join();
            long newest = store.eventLog().newestOffset().toCompletableFuture().join();
            return store.projection()
                    .reached(newest)
                    .thenApply(reached -> newest)
                    .orTimeout(10, TimeUnit.MINUTES)
                    .join();
        }
    }
}
