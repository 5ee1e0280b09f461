package io.ionroller.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ends of the chains of services, for the one writer thread. Only what is committed is remembered, and never changes: another
 * engine may have gone on with a chain, but cannot have written another event in the same place.
 */
final class ChainHeads {

    private static final int MOST_REMEMBERED = 20_000;

    /** The newest event of a service. */
    record Head(long sequence, String hash) {}

    private final Map<String, Head> written = new HashMap<>();
    private final Map<String, Head> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** A transaction with these rows begins: reads the ends that are not known, all at once. */
    void begin(Connection connection, List<JournalRow> rows) throws SQLException {
        written.clear();
        Set<String> services = new HashSet<>();
        Map<String, Long> unknown = new LinkedHashMap<>();
        for (JournalRow row : rows) {
            boolean first = services.add(row.persistenceId());
            if (first && row.sequence() > 1 && previous(row) == null) {
                unknown.put(row.persistenceId(), row.sequence() - 1);
            }
        }
        if (!unknown.isEmpty()) {
            read(connection, unknown);
        }
    }

    /** Hash of the next row of its service; its offset and version are what will be stored. */
    String next(StoredRow stored) {
        JournalRow row = stored.row();
        String hash = CanonicalEvent.hash(stored, previous(row));
        written.put(row.persistenceId(), new Head(row.sequence(), hash));
        return hash;
    }

    /** The transaction was committed. */
    void committed() {
        remembered.putAll(written);
        written.clear();
    }

    /** Where the event before is missing the chain begins anew; verification tells of the gap. */
    private @Nullable String previous(JournalRow row) {
        Head head = written.getOrDefault(row.persistenceId(), remembered.get(row.persistenceId()));
        return head != null && head.sequence() == row.sequence() - 1 ? head.hash() : null;
    }

    private void read(Connection connection, Map<String, Long> wanted) throws SQLException {
        String places = String.join(", ", Collections.nCopies(wanted.size(), "(?, ?)"));
        Map<String, Head> unchained = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT persistence_id, sequence_nr, hash FROM event_journal"
                        + " WHERE (persistence_id, sequence_nr) IN (VALUES " + places + ")")) {
            int parameter = 1;
            for (Map.Entry<String, Long> place : wanted.entrySet()) {
                select.setString(parameter++, place.getKey());
                select.setLong(parameter++, place.getValue());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String hash = row.getString(3);
                    (hash == null ? unchained : written)
                            .put(row.getString(1), new Head(row.getLong(2), hash == null ? "" : hash));
                }
            }
        }
        for (String persistenceId : unchained.keySet()) {
            Chaining.ofService(connection, persistenceId).ifPresent(head -> written.put(persistenceId, head));
        }
    }
}
