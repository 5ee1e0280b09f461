package io.ionroller.persistence;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.query.EventChain;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The chains in the journal's table. */
final class JdbcEventChain implements EventChain {

    private final Database database;
    private final Executor reading;

    JdbcEventChain(Database database, Executor reading) {
        this.database = database;
        this.reading = reading;
    }

    @Override
    public Check check(@Nullable ServiceName service, @Nullable Long headsAt) {
        return new ChainScan(database, reading, service, headsAt);
    }
}
