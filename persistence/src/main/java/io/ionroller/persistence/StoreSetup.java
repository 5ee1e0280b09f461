package io.ionroller.persistence;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.setup.Setup;

/** Gives an ActorSystem the store that its journal writes to, so that several systems in one process can have different ones. */
public final class StoreSetup extends Setup {

    private final Store store;

    /** @param store must stay open until the ActorSystem has terminated */
    public StoreSetup(Store store) {
        this.store = store;
    }

    /** The store that a system was started with. */
    static Store of(ActorSystem system) {
        return system.settings()
                .setup()
                .get(StoreSetup.class)
                .orElseThrow(
                        () -> new StoreException(
                                "the ActorSystem has no store: start it with ActorSystemSetup.create(..., new StoreSetup(store))"))
                .store;
    }
}
