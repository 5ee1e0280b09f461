package io.ionroller.aws;

import java.util.ArrayList;
import java.util.List;

/** The calls that were made, in the order in which they were finished. Thread-safe. */
public final class CallLog {

    private final List<CallRecord> calls = new ArrayList<>();

    synchronized void add(CallRecord call) {
        calls.add(call);
    }

    public synchronized List<CallRecord> all() {
        return List.copyOf(calls);
    }

    /** @param service as requests are signed, such as {@code elasticloadbalancing} */
    public List<CallRecord> calls(String service, String action) {
        return all().stream()
                .filter(call -> call.service().equals(service) && call.action().equals(action))
                .toList();
    }

    public synchronized void clear() {
        calls.clear();
    }
}
