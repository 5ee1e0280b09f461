package io.ionroller.deploy.ec2.environment;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was put into it first when there is too much of it. Used by one thread at a time. */
final class Newest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Newest(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
