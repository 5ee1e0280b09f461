package io.ionroller.cluster;

import io.ionroller.api.access.AccessBook;
import io.ionroller.api.access.ApiToken;
import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.persistence.Store;
import io.ionroller.persistence.StoreSettings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A token for an admin in a database, as {@code ionroller admin-token} makes it. */
public final class FirstToken {

    private FirstToken() {}

    /** Makes it and answers the token itself. */
    public static String make(StoreSettings settings) {
        SecureRandom random = new SecureRandom();
        ApiToken token = ApiToken.random(random);
        Grant admin = new Grant(Role.ADMIN, ServicePattern.ALL);
        try (Store store = Store.open(settings)) {
            new AccessBook(store.eventLog(), store.accessJournal(), InstantSource.system())
                    .change(
                            new AccessCommand.CreateToken(new AccessEvent.TokenCreated(
                                    token.id(), "root", admin, null, token.hashed(random))),
                            "local:test")
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
        return token.text();
    }
}
