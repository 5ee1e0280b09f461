package io.ionroller.deploy.ec2.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call for several keys, under way since {@link #at}. Not safe for threads: {@link Readings} sees to that. */
final class Page<K, V> {

    private final Instant at;
    private final Map<Remembered<K, V>, List<CompletableFuture<Seen<V>>>> askers = new LinkedHashMap<>();

    Page(Instant at, List<Remembered<K, V>> keys) {
        this.at = at;
        for (Remembered<K, V> key : keys) {
            askers.put(key, key.takeAskers());
            key.started(this);
        }
    }

    Instant at() {
        return at;
    }

    List<K> keys() {
        return askers.keySet().stream().map(entry -> entry.key).toList();
    }

    /** One who is content with an answer as old as this call. */
    void join(Remembered<K, V> key, CompletableFuture<Seen<V>> asker) {
        askers.computeIfAbsent(key, missing -> new ArrayList<>()).add(asker);
    }

    /** @return what tells the askers, to be run when no lock is held */
    List<Runnable> ended(@Nullable Map<K, V> values, @Nullable Throwable failure) {
        List<Runnable> answers = new ArrayList<>();
        askers.forEach((key, waiting) -> {
            if (values == null || failure != null) {
                Throwable cause = failure == null ? new IllegalStateException("the reading answered nothing") : failure;
                key.ended(this, null);
                waiting.forEach(asker -> answers.add(() -> asker.completeExceptionally(cause)));
            } else {
                Seen<V> shown = new Seen<>(Optional.ofNullable(values.get(key.key)), at);
                key.ended(this, shown);
                waiting.forEach(asker -> answers.add(() -> asker.complete(shown)));
            }
        });
        return answers;
    }
}
