package io.ionroller.engine.model;

import java.util.List;
import java.util.stream.Collectors;

/** A value from outside that a record refused. Carries every violation found, never none. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidValueException(List<Violation> violations) {
        super(violations.stream().map(Violation::sentence).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidValueException(String field, Object value, String wanted) {
        this(List.of(new Violation(field, String.valueOf(value), wanted)));
    }

    public List<Violation> violations() {
        return violations;
    }
}
