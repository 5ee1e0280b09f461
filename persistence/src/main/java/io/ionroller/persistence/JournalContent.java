package io.ionroller.persistence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a journal up to some offset, to compare two of them.
 *
 * @param highest the highest sequence number of each persistence id
 * @param digest SHA-256 over every column of every row in order, in hexadecimal
 */
record JournalContent(long events, long newest, Map<String, Long> highest, String digest) {

    private static final int BATCH = 2_000;

    /** Reads it piece by piece. */
    static JournalContent of(Database database, long upTo) throws SQLException {
        MessageDigest digest = sha256();
        Map<String, Long> highest = new HashMap<>();
        long events = 0;
        long offset = 0;
        while (offset < upTo) {
            long after = offset;
            List<StoredRow> rows = database.read(connection -> StoredRow.after(connection, after, BATCH));
            for (StoredRow stored : rows) {
                if (stored.offset() <= upTo) {
                    stored.addTo(digest);
                    highest.merge(stored.row().persistenceId(), stored.row().sequence(), Math::max);
                    events++;
                    offset = stored.offset();
                }
            }
            if (offset == after) {
                break;
            }
        }
        return new JournalContent(events, offset, highest, HexFormat.of().formatHex(digest.digest()));
    }

    /** The first difference, as the end of a sentence. */
    Optional<String> differenceFrom(JournalContent other) {
        if (events != other.events) {
            return Optional.of("there are " + events + " events instead of " + other.events);
        }
        if (newest != other.newest) {
            return Optional.of("the newest offset is " + newest + " instead of " + other.newest);
        }
        if (!highest.equals(other.highest)) {
            return Optional.of("the highest sequence numbers of the services differ");
        }
        return digest.equals(other.digest)
                ? Optional.empty()
                : Optional.of("the content differs: digest " + digest + " instead of " + other.digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
