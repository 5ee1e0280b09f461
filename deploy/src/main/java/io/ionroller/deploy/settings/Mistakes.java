package io.ionroller.deploy.settings;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Violation;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was found wrong with one object of the settings, collected for all objects in one list. */
abstract sealed class Mistakes permits SettingsReader {

    private final String prefix;
    private final List<Violation> violations;

    /**
     * @param prefix begins the path of every field of this object, such as {@code log.}
     * @param violations of all objects, to be added to
     */
    Mistakes(String prefix, List<Violation> violations) {
        this.prefix = prefix;
        this.violations = violations;
    }

    List<Violation> violations() {
        return violations;
    }

    /**
     * A value made of fields read before; what its constructor refuses becomes a violation of this reader.
     *
     * @param standIn the answer when the constructor refused; the reading has failed by then
     */
    public <T> T build(Supplier<T> maker, T standIn) {
        try {
            return maker.get();
        } catch (InvalidValueException refused) {
            refused.violations().stream()
                    .filter(violation -> !refused(violation.field()))
                    .forEach(this::add);
            return standIn;
        }
    }

    /** The path of a field of this object from the outermost one; of the object itself when empty. */
    public String path(String field) {
        return field.isEmpty() && !prefix.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + field;
    }

    /** Adds a violation of the platform's own. */
    public void refuse(String field, @Nullable Object value, String wanted) {
        add(new Violation(field, show(value), wanted));
    }

    private void add(Violation violation) {
        violations.add(new Violation(path(violation.field()), violation.value(), violation.wanted()));
    }

    /** Whether this very field, or a part of it, was refused already. */
    public boolean refused(String field) {
        String path = path(field);
        return violations.stream()
                .map(Violation::field)
                .anyMatch(other -> other.equals(path) || other.startsWith(path + "[") || other.startsWith(path + "."));
    }

    static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> '"' + text + '"';
            default -> value.toString();
        };
    }
}
