package io.ionroller.persistence;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in a journal up to some offset, to compare two of them.
 *
 * @param heads the newest event of each persistence id
 * @param broken persistence ids whose chain has an event that does not fit
 * @param digest SHA-256 over every column of every row in order, in hexadecimal
 */
record JournalContent(long events, long newest, Map<String, ChainHeads.Head> heads, Set<String> broken, String digest) {

    private static final int BATCH = 2_000;

    /** Reads it piece by piece. */
    static JournalContent of(Database database, long upTo) throws SQLException {
        MessageDigest digest = CanonicalEvent.sha256();
        Map<String, ChainHeads.Head> heads = new HashMap<>();
        Set<String> broken = new HashSet<>();
        long events = 0;
        long offset = 0;
        while (offset < upTo) {
            long after = offset;
            List<StoredRow> rows = database.read(connection -> StoredRow.after(connection, after, BATCH));
            for (StoredRow stored : rows) {
                if (stored.offset() <= upTo) {
                    stored.addTo(digest);
                    String id = stored.row().persistenceId();
                    ChainLink.flaw(stored, heads.get(id)).ifPresent(flaw -> broken.add(id));
                    heads.put(id, ChainLink.head(stored));
                    events++;
                    offset = stored.offset();
                }
            }
            if (offset == after) {
                break;
            }
        }
        return new JournalContent(events, offset, heads, broken, HexFormat.of().formatHex(digest.digest()));
    }

    /** The first difference, as the end of a sentence. */
    Optional<String> differenceFrom(JournalContent other) {
        if (events != other.events) {
            return Optional.of("there are " + events + " events instead of " + other.events);
        }
        if (newest != other.newest) {
            return Optional.of("the newest offset is " + newest + " instead of " + other.newest);
        }
        if (!heads.equals(other.heads)) {
            return Optional.of("the newest events of the services differ");
        }
        return digest.equals(other.digest)
                ? Optional.empty()
                : Optional.of("the content differs: digest " + digest + " instead of " + other.digest);
    }
}
