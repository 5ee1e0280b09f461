package io.ionroller.aws.cloud;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** An account: its regions, and what it has outside of them. */
public final class Account {

    private final Cloud cloud;
    private final String id;
    private final Map<String, Region> regions = new TreeMap<>();
    private final Zones zones;
    private final Identities identities;
    private final Map<String, Bucket> buckets = new TreeMap<>();

    Account(Cloud cloud, String id) {
        this.cloud = cloud;
        this.id = id;
        this.zones = new Zones(cloud);
        this.identities = new Identities(cloud);
    }

    public String id() {
        return id;
    }

    Region region(String name) {
        return regions.computeIfAbsent(name, _ -> new Region(cloud, id, name));
    }

    Collection<Region> regions() {
        return regions.values();
    }

    Zones zones() {
        return zones;
    }

    /** By name. */
    Map<String, Bucket> buckets() {
        return buckets;
    }

    Identities identities() {
        return identities;
    }
}
