package io.ionroller.deploy.ec2.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The keys that wait to be read, by the lane of their most urgent asker, oldest first. Not safe for threads. */
final class Pending<K, V> {

    private final Map<Lane, LinkedHashMap<K, Remembered<K, V>>> lanes = new EnumMap<>(Lane.class);

    Pending() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LinkedHashMap<>());
        }
    }

    /** Puts the key into the lane unless it waits in a more urgent one. */
    void add(Remembered<K, V> key, Lane wanted) {
        Lane before = key.pending;
        if (before != null && before.compareTo(wanted) <= 0) {
            return;
        }
        if (before != null) {
            lane(before).remove(key.key, key);
        }
        key.pending = wanted;
        lane(wanted).put(key.key, key);
    }

    int size(Lane lane) {
        return lane(lane).size();
    }

    /** Takes away up to so many keys: of this lane, and if there is room of the others, the most urgent first. */
    List<Remembered<K, V>> take(Lane first, int most) {
        List<Remembered<K, V>> taken = new ArrayList<>();
        move(first, most, taken);
        for (Lane lane : Lane.values()) {
            move(lane, most, taken);
        }
        return taken;
    }

    /** Takes away up to so many keys of this lane. */
    List<Remembered<K, V>> takeOf(Lane lane, int most) {
        List<Remembered<K, V>> taken = new ArrayList<>();
        move(lane, most, taken);
        return taken;
    }

    private void move(Lane lane, int most, List<Remembered<K, V>> taken) {
        var keys = lane(lane).values().iterator();
        while (taken.size() < most && keys.hasNext()) {
            taken.add(keys.next());
            keys.remove();
        }
    }

    private LinkedHashMap<K, Remembered<K, V>> lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }
}
