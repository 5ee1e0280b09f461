package io.ionroller.simulation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The incidents of a plan that strike when something has happened often enough, and the outages in force. */
final class Faults {

    private final Map<String, Incident> counted = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<Verb, Integer> outages = new EnumMap<>(Verb.class);
    private final Set<String> struck = new TreeSet<>();
    private boolean over;

    Faults(Plan plan) {
        for (Incident incident : plan.incidents()) {
            if (incident.kind().counted()) {
                counted.putIfAbsent(occasion(incident) + "#" + incident.at(), incident);
            }
        }
    }

    private static String occasion(Incident incident) {
        return switch (incident.kind()) {
            case CRASH -> CrashPoint.values()[incident.what()].name();
            case REPORT_LATE, REPORT_TWICE -> "report";
            default -> Verb.values()[incident.what()].name();
        };
    }

    private @Nullable Incident next(String occasion) {
        int count = counts.merge(occasion, 1, Integer::sum);
        Incident incident = over ? null : counted.get(occasion + "#" + count);
        if (incident != null) {
            struck.add(incident.kind().text() + " " + occasion);
        }
        return incident;
    }

    /** What goes wrong with the call that is now made; nothing as a rule. */
    @Nullable
    Incident ofCall(Verb verb) {
        return next(verb.name());
    }

    /** The crash at the point that is now passed. */
    @Nullable
    Incident ofPoint(CrashPoint point) {
        return next(point.name());
    }

    @Nullable
    Incident ofReport() {
        return next("report");
    }

    /** What has gone wrong so far: kind and occasion. */
    Set<String> struck() {
        return struck;
    }

    boolean throttled(Verb verb) {
        return !over && outages.getOrDefault(verb, 0) > 0;
    }

    void outage(int verbs, boolean begins) {
        for (Verb verb : Verb.values()) {
            if ((verbs >> verb.ordinal() & 1) == 1) {
                outages.merge(verb, begins ? 1 : -1, Integer::sum);
            }
        }
    }

    /** From now on nothing new goes wrong. */
    void end() {
        over = true;
    }
}
