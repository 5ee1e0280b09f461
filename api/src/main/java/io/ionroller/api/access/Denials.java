package io.ionroller.api.access;

import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.rollout.AccessEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has denials stored in the journal: the first one of somebody who lacks a permission for a service at once, the same again as one
 * event a minute that says how often, so that nobody can fill the journal with them. Thread-safe.
 */
final class Denials {

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
    private static final Duration GATHER = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final AccessBook book;
    private final Map<Key, Repeated> known = new LinkedHashMap<>();

    private record Key(
            String who, String permission, @Nullable String service) {}

    /** What came after the last one that was stored. */
    private record Repeated(long storedAt, int times, AccessEvent.AccessDenied last) {}

    Denials(AccessBook book) {
        this.book = book;
    }

    void add(String who, AccessEvent.AccessDenied denial, long nanos) {
        Key key = new Key(who, denial.permission().text(), denial.service());
        synchronized (this) {
            Repeated repeated = known.get(key);
            if (repeated != null) {
                known.put(key, new Repeated(repeated.storedAt(), repeated.times() + 1, denial));
                return;
            }
            if (known.size() >= MOST) {
                return;
            }
            known.put(key, new Repeated(nanos, 0, denial));
        }
        store(who, denial);
    }

    /** Stores what has gathered for a minute, and forgets what did not happen again. */
    void flush(long nanos) {
        Map<Key, AccessEvent.AccessDenied> due = new LinkedHashMap<>();
        synchronized (this) {
            List<Key> over = new ArrayList<>();
            known.forEach((key, repeated) -> {
                if (nanos - repeated.storedAt() >= GATHER.toNanos()) {
                    over.add(key);
                }
            });
            for (Key key : over) {
                Repeated repeated = known.remove(key);
                if (repeated != null && repeated.times() > 0) {
                    due.put(key, times(repeated));
                    known.put(key, new Repeated(nanos, 0, repeated.last()));
                }
            }
        }
        due.forEach((key, denial) -> store(key.who(), denial));
    }

    private static AccessEvent.AccessDenied times(Repeated repeated) {
        AccessEvent.AccessDenied last = repeated.last();
        return new AccessEvent.AccessDenied(
                last.permission(), last.service(), last.method(), last.path(), repeated.times());
    }

    private void store(String who, AccessEvent.AccessDenied denial) {
        book.change(new AccessCommand.Deny(denial), who).whenComplete((stored, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("who", who)
                        .addKeyValue("permission", denial.permission().text())
                        .addKeyValue("path", denial.path())
                        .setCause(failure)
                        .log("a denial could not be stored in the journal");
            }
        });
    }
}
