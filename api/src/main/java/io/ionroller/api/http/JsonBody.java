package io.ionroller.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Violation;
import io.ionroller.engine.rollout.PlanId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The body of a command: one flat JSON object, of which every field must be known. Collects all that is wrong. */
final class JsonBody {

    /** Far deeper than any document of ours. */
    private static final int DEEPEST = 100;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final List<Violation> violations = new ArrayList<>();

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** Reads the body of a command; nothing at all is an empty object. */
    static JsonBody of(ApiRequest request, List<String> known) {
        String json = request.json();
        JsonNode read = json.isBlank() ? STRICT.createObjectNode() : parse(json);
        if (!read.isObject()) {
            throw invalid(List.of(new Violation("", describe(read), "a JSON object")));
        }
        JsonBody body = new JsonBody(read);
        read.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                String wanted = known.isEmpty() ? "no fields" : "one of " + String.join(", ", known);
                body.violations.add(new Violation(field, "an unknown field", wanted));
            }
        });
        return body;
    }

    /** Reads any JSON document; what is broken is told with its place. */
    static JsonNode parse(String json) {
        try {
            return STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            String what = e.getOriginalMessage().lines().findFirst().orElse("broken");
            throw Problem.of(
                            Problem.Kind.BAD_REQUEST,
                            "malformed-json",
                            "the body is not valid JSON: " + where + what,
                            "correct the document")
                    .thrown();
        }
    }

    Optional<Version> version(String field) {
        return text(field, Version::new);
    }

    Version requiredVersion(String field) {
        return requiredText(field, "a text such as \"1.0.0\"", Version::new);
    }

    Optional<Integer> revision(String field) {
        JsonNode value = object.path(field);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            violations.add(new Violation(field, describe(value), "a whole number from 1 to " + Integer.MAX_VALUE));
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    /** The id of a plan. */
    Optional<String> plan(String field) {
        JsonNode value = object.path(field);
        if (absent(value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    PlanId.parse(value.isTextual() ? value.textValue() : "").toString());
        } catch (InvalidValueException e) {
            violations.add(new Violation(
                    field, describe(value), e.violations().getFirst().wanted()));
            return Optional.empty();
        }
    }

    /** A text that something is made of; what that refuses is told under this field. */
    <T> Optional<T> text(String field, Function<String, T> reading) {
        JsonNode value = object.path(field);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            violations.add(new Violation(field, describe(value), "a text"));
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(value.textValue()));
        } catch (InvalidValueException e) {
            Violation wrong = e.violations().getFirst();
            violations.add(new Violation(field, wrong.value(), wrong.wanted()));
            return Optional.empty();
        }
    }

    /** As above, of a field that must be there; ends the request if anything was wrong. */
    <T> T requiredText(String field, String wanted, Function<String, T> reading) {
        Optional<T> text = text(field, reading);
        if (text.isEmpty() && absent(object.path(field))) {
            violations.add(new Violation(field, "nothing", wanted));
        }
        check();
        return text.orElseThrow();
    }

    boolean flag(String field) {
        JsonNode value = object.path(field);
        if (!absent(value) && !value.isBoolean()) {
            violations.add(new Violation(field, describe(value), "true or false"));
        }
        return value.asBoolean(false);
    }

    /** Ends the request if anything was wrong. */
    void check() {
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ProblemException invalid(List<Violation> violations) {
        return Problem.of(Problem.Kind.INVALID, "invalid-body", violations).thrown();
    }

    private static String describe(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            default -> value.toString();
        };
    }
}
