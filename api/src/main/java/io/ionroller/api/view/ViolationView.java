package io.ionroller.api.view;

import io.ionroller.engine.model.Violation;

/**
 * One wrong field.
 *
 * @param field path in the document or name of the parameter; empty for the whole document
 * @param value what was given
 * @param wanted what would have been right
 */
public record ViolationView(String field, String value, String wanted) {

    public static ViolationView of(Violation violation) {
        return new ViolationView(violation.field(), violation.value(), violation.wanted());
    }
}
