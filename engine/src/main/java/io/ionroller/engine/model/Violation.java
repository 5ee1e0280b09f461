package io.ionroller.engine.model;

/**
 * One thing wrong with a value that came from outside.
 *
 * @param field path of the field in the document, such as {@code strategy.steps[2].weight}; empty for the whole document
 * @param value what was given, shortened to 100 characters
 * @param wanted what would have been right, as a noun phrase
 */
public record Violation(String field, String value, String wanted) {

    private static final int LONGEST_VALUE = 100;

    public Violation {
        if (value.length() > LONGEST_VALUE) {
            value = value.substring(0, LONGEST_VALUE) + "...";
        }
    }

    /** The same violation seen from the document that holds this one under {@code parent}. */
    public Violation under(String parent) {
        if (field.isEmpty()) {
            return new Violation(parent, value, wanted);
        }
        return new Violation(field.startsWith("[") ? parent + field : parent + "." + field, value, wanted);
    }

    /** The sentence for a person: where, what was given, what was wanted. */
    public String sentence() {
        return (field.isEmpty() ? "" : field + ": ") + "got " + value + ", wanted " + wanted;
    }
}
