package io.ionroller.api.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.apache.pekko.japi.Pair;

/** The query of a request. Every method throws a {@link ProblemException} for bad input. */
final class QueryParameters {

    static final int STANDARD_LIMIT = 100;
    static final int MOST = 1000;
    private static final int LONGEST_TEXT = 300;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads the query of an address, which may hold what the operation knows. */
    static QueryParameters of(Uri uri, Operation operation) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Pair<String, String> parameter : parameters(uri)) {
            if (!operation.knowsQuery(parameter.first())) {
                String wanted = operation.queryNames().isEmpty()
                        ? "no parameters"
                        : "one of " + String.join(", ", operation.queryNames());
                throw Problem.parameter(parameter.first(), parameter.second(), wanted)
                        .thrown();
            }
            values.computeIfAbsent(parameter.first(), name -> new ArrayList<>()).add(parameter.second());
        }
        return new QueryParameters(values);
    }

    private static List<Pair<String, String>> parameters(Uri uri) {
        try {
            return uri.query().toList();
        } catch (IllegalUriException | IllegalArgumentException e) {
            throw Problem.parameter("query", uri.rawQueryString().orElse(""), "name=value pairs, percent-encoded")
                    .thrown();
        }
    }

    Optional<String> text(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String value = given.getFirst();
        if (given.size() > 1) {
            throw Problem.parameter(name, String.join(", ", given), "it at most once")
                    .thrown();
        }
        if (value.isEmpty() || value.length() > LONGEST_TEXT || value.indexOf('\0') >= 0) {
            throw Problem.parameter(name, value, "1 to " + LONGEST_TEXT + " characters")
                    .thrown();
        }
        return Optional.of(value);
    }

    /** Values given by comma lists, by repetition, or both. */
    Set<String> set(String name) {
        Set<String> all = new LinkedHashSet<>();
        values.getOrDefault(name, List.of()).forEach(list -> all.addAll(List.of(list.split(",", -1))));
        return all;
    }

    int limit() {
        return (int) number("limit", 1, MOST).orElse((long) STANDARD_LIMIT).longValue();
    }

    Optional<Long> number(String name, long least, long most) {
        return text(name).map(text -> {
            if (text.matches("\\d{1,18}")) {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw Problem.parameter(name, text, "a whole number from " + least + " to " + most)
                    .thrown();
        });
    }

    /** {@code true} or {@code false}; false when absent. */
    boolean flag(String name) {
        String text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Problem.parameter(name, text, "true or false").thrown();
        }
        return text.equals("true");
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                    return instant;
                }
            } catch (DateTimeException e) {
                // told below
            }
            throw Problem.parameter(name, text, "a time such as 2026-01-31T12:00:00Z, from 1970 to 9999")
                    .thrown();
        });
    }

    /** The same query with one parameter set, from the question mark on. */
    String with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return changed.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(one -> encoded(entry.getKey()) + "=" + encoded(one)))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
