package io.ionroller.aws.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bucket with its objects. With object lock it keeps all versions of them, and each is locked for a while. */
final class Bucket {

    /**
     * What is put.
     *
     * @param sha256 in base 64, if the put has it
     */
    record Content(
            byte[] bytes,
            Map<String, String> metadata,
            @Nullable String type,
            @Nullable String sha256) {

        static Content of(byte[] bytes) {
            return new Content(bytes, Map.of(), null, null);
        }
    }

    /** @param content null for a delete marker */
    record Version(@Nullable String id, @Nullable Content content, Instant since) {}

    private final String name;
    private final String region;
    private final Optional<Duration> retention;
    private final NavigableMap<String, List<Version>> objects = new TreeMap<>();

    Bucket(String name, String region, Optional<Duration> retention) {
        this.name = name;
        this.region = region;
        this.retention = retention;
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    boolean locks() {
        return retention.isPresent();
    }

    boolean isLocked(Version version, Instant now) {
        return version.content() != null
                && retention
                        .filter(time -> version.since().plus(time).isAfter(now))
                        .isPresent();
    }

    Version put(Ids ids, String key, Content content, Instant now) {
        return add(ids, key, content, now);
    }

    /** A bucket without versions forgets the object; else it gets a delete marker. */
    Optional<Version> delete(Ids ids, String key, Instant now) {
        if (locks()) {
            return Optional.of(add(ids, key, null, now));
        }
        objects.remove(key);
        return Optional.empty();
    }

    private Version add(Ids ids, String key, @Nullable Content content, Instant now) {
        List<Version> versions = objects.computeIfAbsent(key, _ -> new ArrayList<>(1));
        if (!locks()) {
            versions.clear();
        }
        Version version = new Version(locks() ? ids.hex(32) : null, content, now);
        versions.add(version);
        return version;
    }

    void remove(String key, Version version) {
        objects.computeIfPresent(key, (_, versions) -> {
            versions.remove(version);
            return versions.isEmpty() ? null : versions;
        });
    }

    /** The newest version, if that is no delete marker. */
    Optional<Version> current(String key) {
        List<Version> versions = objects.getOrDefault(key, List.of());
        return versions.isEmpty() || versions.getLast().content() == null
                ? Optional.empty()
                : Optional.of(versions.getLast());
    }

    Optional<Version> version(String key, String id) {
        return objects.getOrDefault(key, List.of()).stream()
                .filter(version -> id.equals(version.id()))
                .findFirst();
    }

    /** Names of present objects with the prefix, in order, from behind a name on. */
    List<String> keys(String prefix, String after, int most) {
        NavigableMap<String, List<Version>> from =
                after.compareTo(prefix) < 0 ? objects.tailMap(prefix, true) : objects.tailMap(after, false);
        return from.keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .filter(key -> current(key).isPresent())
                .limit(most)
                .toList();
    }
}
