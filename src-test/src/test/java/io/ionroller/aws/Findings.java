package io.ionroller.aws;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where requests, answers or errors were not as AWS's models have them. Thread-safe. */
public final class Findings {

    private final Set<String> requests = new LinkedHashSet<>();
    private final Set<String> drift = new LinkedHashSet<>();

    synchronized void request(String service, String action, List<String> faults) {
        faults.forEach(fault -> requests.add(service + ":" + action + ": " + fault));
    }

    synchronized void answer(String service, String action, List<String> faults) {
        faults.forEach(fault -> drift.add(service + ":" + action + " answers: " + fault));
    }

    /** Requests that AWS would have refused for their form: mistakes of the caller. */
    public synchronized List<String> requests() {
        return new ArrayList<>(requests);
    }

    /** Answers and error codes that AWS would not give: mistakes of this endpoint. */
    public synchronized List<String> drift() {
        return new ArrayList<>(drift);
    }

    public synchronized void clear() {
        requests.clear();
        drift.clear();
    }
}
