package io.ionroller.engine.model;

import java.util.List;

/** The services that a reader may see. Events about access belong to no service: only who may see all sees them. */
public record ServiceScope(List<ServicePattern> patterns) {

    /** Everything. */
    public static final ServiceScope ALL = new ServiceScope(List.of(ServicePattern.ALL));

    /** Nothing at all. */
    public static final ServiceScope NONE = new ServiceScope(List.of());

    public ServiceScope {
        patterns = patterns.stream().distinct().toList();
    }

    public boolean all() {
        return patterns.stream().anyMatch(ServicePattern::all);
    }

    public boolean none() {
        return patterns.isEmpty();
    }

    public boolean includes(ServiceName service) {
        return all()
                || (!service.equals(ServiceName.ACCESS)
                        && patterns.stream().anyMatch(pattern -> pattern.matches(service)));
    }
}
