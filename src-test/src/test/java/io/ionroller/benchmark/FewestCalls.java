package io.ionroller.benchmark;

import io.ionroller.aws.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fewest of the calls seen with which the same could have been done in the same time, without giving up a rule of the engine
 * (intent, act, read back; nothing removed without proof; what is in use or awaited is looked at each interval). The derivation:
 *
 * <ul>
 *   <li><b>Changes</b>: one call for each part that is made or removed, and one for each change of the rule. Nothing is made twice.
 *   <li><b>Resolving</b>: the image's digest and the machine image, one call each.
 *   <li><b>Proofs</b>: a change of the rule replaces all its actions, so one reading right before it and one after; before a group
 *       is made or removed, one reading of the group (made last, so where it is all is), and one after. Parts with derived names
 *       need none: one that is there shows by the answer to its creation. At the end of a rollout one reading of the rule.
 *   <li><b>Looks</b>, while something is awaited or in use: one at all groups of the account and region (a page has 100), one at the
 *       rule, one at the health of each target group (AWS has no call for several) that has instances in service. A proof is a
 *       look as well. A look less than {@value #PART} of {@link FastCloud#INTERVAL} after the last one at the same is needless.
 *   <li><b>A target group's ARN</b> before its deletion: one call, since a new process would not know it.
 * </ul>
 *
 * Looks are taken from the calls themselves, not from the time that all took, so that a slow machine makes no ratio better.
 */
final class FewestCalls {

    private static final double PART = 0.8;

    private static final Set<String> OF_RULES = Set.of("CreateRule", "ModifyRule", "DeleteRule");
    private static final Set<String> OF_GROUPS = Set.of("CreateAutoScalingGroup", "DeleteAutoScalingGroup");
    private static final Pattern TARGET_GROUP = Pattern.compile("\"TargetGroupArn\":\"([^\"]+)\"");

    /** From the creation of a group until its instances are in service, of {@link io.ionroller.aws.cloud.Pace#USUAL}. */
    private static final Duration LAUNCH = Duration.ofSeconds(8);

    private final List<CallRecord> calls;
    private final Map<String, Integer> fewest = new TreeMap<>();
    private final Map<String, Instant> lastLook = new HashMap<>();

    private FewestCalls(List<CallRecord> calls) {
        this.calls = calls;
    }

    /** By service and action, of the calls in their order. */
    static Map<String, Integer> of(List<CallRecord> calls) {
        FewestCalls fewest = new FewestCalls(calls);
        for (int index = 0; index < calls.size(); index++) {
            if (fewest.needed(index)) {
                CallRecord call = calls.get(index);
                fewest.fewest.merge(call.service() + ":" + call.action(), 1, Integer::sum);
            }
        }
        return fewest.fewest;
    }

    private boolean needed(int index) {
        CallRecord call = calls.get(index);
        return switch (call.action()) {
            case "DescribeRules" -> look("rule", call, isProof(index, OF_RULES) || isLast(index));
            case "DescribeAutoScalingGroups" -> look("groups", call, isProof(index, OF_GROUPS));
            case "DescribeTargetHealth" -> !isTooEarly(call) && look(targetGroup(call), call, false);
            case "DescribeScalingActivities", "DescribeTags" -> false;
            default -> true;
        };
    }

    private boolean look(String what, CallRecord call, boolean proof) {
        Instant last = lastLook.getOrDefault(what, Instant.EPOCH);
        double seconds = Duration.between(last, call.at()).toMillis() / 1e3;
        if (!proof && seconds < PART * FastCloud.INTERVAL.toSeconds()) {
            return false;
        }
        lastLook.put(what, call.at());
        return true;
    }

    /** The last of its action before a change, or the first after one. */
    private boolean isProof(int index, Set<String> changes) {
        return next(index, 1, changes) || next(index, -1, changes);
    }

    private boolean next(int index, int step, Set<String> changes) {
        String action = calls.get(index).action();
        for (int other = index + step; other >= 0 && other < calls.size(); other += step) {
            if (changes.contains(calls.get(other).action())) {
                return true;
            }
            if (calls.get(other).action().equals(action)) {
                return false;
            }
        }
        return false;
    }

    private boolean isLast(int index) {
        String action = calls.get(index).action();
        return calls.subList(index + 1, calls.size()).stream()
                .noneMatch(call -> call.action().equals(action));
    }

    /** Nothing of the target group that is being made now can be in service yet. */
    private boolean isTooEarly(CallRecord call) {
        Instant made = calls.stream()
                .filter(other -> other.action().equals("CreateAutoScalingGroup"))
                .filter(other -> other.request().contains(targetGroup(call)))
                .map(CallRecord::at)
                .findFirst()
                .orElse(Instant.EPOCH);
        return call.at().isBefore(made.plus(LAUNCH));
    }

    private static String targetGroup(CallRecord call) {
        Matcher arn = TARGET_GROUP.matcher(call.request());
        return arn.find() ? arn.group(1) : call.request();
    }
}
