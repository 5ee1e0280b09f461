package io.ionroller.aws.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Resources of one kind by key, in the order of creation, with what they were a while ago. */
final class Table<V> {

    /** Reads may be at most so old; older versions are forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    /** @param value null where the resource was deleted */
    private record Version<V>(Instant since, @Nullable V value) {}

    private final Supplier<Instant> now;
    private final Map<String, Deque<Version<V>>> histories = new LinkedHashMap<>();
    private final Map<String, V> current = new LinkedHashMap<>();

    Table(Supplier<Instant> now) {
        this.now = now;
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(current.get(key));
    }

    Collection<V> all() {
        return current.values();
    }

    /** Was there always, also for the oldest read. */
    void seed(String key, V value) {
        current.put(key, value);
        histories.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(new Version<>(Instant.MIN, value));
    }

    void put(String key, V value) {
        current.put(key, value);
        remember(key, value);
    }

    void update(String key, UnaryOperator<V> change) {
        get(key).ifPresent(value -> put(key, change.apply(value)));
    }

    void remove(String key) {
        if (current.remove(key) != null) {
            remember(key, null);
        }
    }

    private void remember(String key, @Nullable V value) {
        Instant at = now.get();
        Deque<Version<V>> history = histories.computeIfAbsent(key, _ -> new ArrayDeque<>());
        history.addLast(new Version<>(at, value));
        Iterator<Version<V>> versions = history.iterator();
        while (history.size() > 1) {
            versions.next();
            if (history.size() < 2 || !second(history).since().isBefore(at.minus(MEMORY))) {
                break;
            }
            versions.remove();
        }
        if (value == null) {
            histories
                    .values()
                    .removeIf(old -> old.size() == 1
                            && old.getFirst().value() == null
                            && old.getFirst().since().isBefore(at.minus(MEMORY)));
        }
    }

    private static <V> Version<V> second(Deque<Version<V>> history) {
        Iterator<Version<V>> versions = history.iterator();
        versions.next();
        return versions.next();
    }

    Optional<V> get(String key, Call call) {
        return call.seesPresent() ? get(key) : valueAt(histories.getOrDefault(key, new ArrayDeque<>()), call.seenAt());
    }

    List<V> all(Call call) {
        if (call.seesPresent()) {
            return List.copyOf(current.values());
        }
        return histories.values().stream()
                .map(history -> valueAt(history, call.seenAt()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<V> valueAt(Deque<Version<V>> history, Instant time) {
        Iterator<Version<V>> latestFirst = history.descendingIterator();
        while (latestFirst.hasNext()) {
            Version<V> version = latestFirst.next();
            if (!version.since().isAfter(time)) {
                return Optional.ofNullable(version.value());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return Objects.toString(current);
    }
}
