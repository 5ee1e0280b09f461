package io.ionroller.persistence;

import org.apache.pekko.actor.setup.Setup;

/** Gives an ActorSystem the store that its journal writes to, so that several systems in one process can have different ones. */
public final class StoreSetup extends Setup {

    private final Store store;

    /** @param store must stay open until the ActorSystem has terminated */
    public StoreSetup(Store store) {
        this.store = store;
    }

    Store store() {
        return store;
    }
}
