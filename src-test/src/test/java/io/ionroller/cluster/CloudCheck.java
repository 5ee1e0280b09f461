package io.ionroller.cluster;

import io.ionroller.deploy.simulated.SimulatedCall;
import io.ionroller.deploy.simulated.SimulatedCall.Outcome;
import io.ionroller.deploy.simulated.Verb;
import io.ionroller.engine.model.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the cloud saw of a run, and what of it must never have happened. */
final class CloudCheck {

    private final List<SimulatedCall> changes;
    private final List<String> violations = new ArrayList<>();

    private CloudCheck(List<SimulatedCall> calls) {
        changes = calls.stream().filter(SimulatedCall::changing).toList();
    }

    /** Every breach of the rules, empty when there is none. */
    static List<String> violations(List<SimulatedCall> calls, List<Fence> fences) {
        CloudCheck check = new CloudCheck(calls);
        check.numberedWithoutGaps(calls);
        check.createdOnce();
        check.shiftsNeverGoBack();
        fences.forEach(check::nothingAfter);
        fences.forEach(check::nothingBesideItsSuccessor);
        return check.violations;
    }

    private void numberedWithoutGaps(List<SimulatedCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).number() != i + 1) {
                violations.add("the cloud's log has a gap before " + calls.get(i));
                return;
            }
        }
    }

    private void createdOnce() {
        Set<String> created = new HashSet<>();
        for (SimulatedCall call : changes) {
            if (call.outcome() == Outcome.CREATED && !created.add(call.subject())) {
                violations.add("created twice: " + call);
            }
        }
    }

    private void shiftsNeverGoBack() {
        Map<ServiceName, Long> newest = new HashMap<>();
        for (SimulatedCall call : changes) {
            if (call.verb() == Verb.ENSURE_TRAFFIC) {
                Long before = newest.put(call.service(), call.shift());
                if (before != null && before >= call.shift()) {
                    violations.add("weights changed after change " + before + " was taken: " + call);
                }
            }
        }
    }

    private void nothingAfter(Fence fence) {
        changes.stream()
                .filter(call ->
                        call.node().equals(fence.incarnation()) && call.at().isAfter(fence.removed()))
                .forEach(call -> violations.add("changed after " + fence + ": " + call));
    }

    /** Once another node has changed something of a service, the fenced one never does so again. */
    private void nothingBesideItsSuccessor(Fence fence) {
        Set<ServiceName> taken = new HashSet<>();
        for (SimulatedCall call : changes) {
            if (call.at().isBefore(fence.from())) {
                continue;
            }
            if (!call.node().equals(fence.incarnation())) {
                taken.add(call.service());
            } else if (taken.contains(call.service())) {
                violations.add("changed beside its successor, " + fence + ": " + call);
            }
        }
    }
}
