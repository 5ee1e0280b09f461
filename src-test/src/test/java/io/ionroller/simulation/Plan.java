package io.ionroller.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that distinguishes one simulated history from another. The same plan is the same history for ever, so a plan can be
 * shortened, printed, and replayed.
 *
 * @param seed of the latencies, by which steps interleave
 * @param hostile how long, in milliseconds, the world is hostile; afterwards it is benign
 * @param incidents what happens meanwhile
 */
record Plan(long seed, long hostile, List<Incident> incidents) {

    Plan {
        incidents = List.copyOf(incidents);
    }

    Plan with(List<Incident> others) {
        return new Plan(seed, hostile, others);
    }

    Plan hostileFor(long millis) {
        return new Plan(seed, millis, incidents);
    }

    Duration hostileTime() {
        return Duration.ofMillis(hostile);
    }

    /** The written form, in one line. */
    String text() {
        return "seed " + seed + " hostile " + hostile
                + incidents.stream().map(incident -> "; " + incident).collect(Collectors.joining());
    }

    /** Reads the written form; incidents may also be on lines of their own. */
    static Plan parse(String text) {
        List<String> parts = Arrays.stream(text.split("[;\n]"))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.startsWith("#"))
                .toList();
        String[] head = parts.isEmpty() ? new String[0] : parts.getFirst().split(" +");
        if (head.length != 4 || !head[0].equals("seed") || !head[2].equals("hostile")) {
            throw new IllegalArgumentException("a plan begins with: seed <number> hostile <milliseconds>");
        }
        return new Plan(
                Long.parseLong(head[1]),
                Long.parseLong(head[3]),
                parts.stream().skip(1).map(Incident::parse).toList());
    }
}
