package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code cluster_lease}. Every time in it is of the database's clock, so the clocks of the engines do not matter. Has
 * one connection of its own, made again after a failure. Used by one thread.
 */
final class LeaseTable implements AutoCloseable {

    /** One statement, which locks the row: of two that race, the second one sees what the first one wrote. */
    private static final String ACQUIRE = "INSERT INTO cluster_lease AS held (name, owner, until)"
            + " VALUES (?, ?, clock_timestamp() + make_interval(secs => ?)) ON CONFLICT (name) DO UPDATE"
            + " SET owner = excluded.owner, until = excluded.until"
            + " WHERE held.owner = excluded.owner OR held.until < clock_timestamp() RETURNING owner";

    private static final String RENEW = "UPDATE cluster_lease SET until = clock_timestamp() + make_interval(secs => ?)"
            + " WHERE name = ? AND owner = ? RETURNING owner";

    private static final String RELEASE = "DELETE FROM cluster_lease WHERE name = ? AND owner = ?";

    private final DataSource source;
    private final String name;
    private final String owner;
    private @Nullable Connection connection;

    /** @param source makes a new connection with each call, with limits of time of its own */
    LeaseTable(DataSource source, String name, String owner) {
        this.source = source;
        this.name = name;
        this.owner = owner;
    }

    /** Work with a prepared statement. */
    @FunctionalInterface
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Takes the lease for so long if nobody else has it; answers whether it was free or its own. */
    boolean acquire(Duration time) throws SQLException {
        return run(ACQUIRE, statement -> {
            statement.setString(1, name);
            statement.setString(2, owner);
            statement.setDouble(3, time.toMillis() / 1_000.0);
            return answers(statement);
        });
    }

    /** Keeps it for so long from now on; answers {@code false} if it is another's by now. */
    boolean renew(Duration time) throws SQLException {
        return run(RENEW, statement -> {
            statement.setDouble(1, time.toMillis() / 1_000.0);
            statement.setString(2, name);
            statement.setString(3, owner);
            return answers(statement);
        });
    }

    /** Gives it back; another's is left alone. */
    int release() throws SQLException {
        return run(RELEASE, statement -> {
            statement.setString(1, name);
            statement.setString(2, owner);
            return statement.executeUpdate();
        });
    }

    private static boolean answers(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    private <T> T run(String sql, Work<T> work) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = source.getConnection();
            connection = open;
        }
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException gone) {
                // it is given up in any case
            }
        }
    }
}
