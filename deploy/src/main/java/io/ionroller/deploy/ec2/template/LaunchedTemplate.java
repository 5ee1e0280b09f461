package io.ionroller.deploy.ec2.template;

import io.ionroller.engine.model.InvalidValueException;
import java.util.Map;

/**
 * A launch template that AWS has made.
 *
 * @param id such as {@code lt-0123456789abcdef0}
 * @param version its number, from 1; a group that names {@code $Latest} would change by a change of the template
 * @param resolved what it holds of what was resolved for the release, by name ({@link MadeFrom})
 */
public record LaunchedTemplate(String id, long version, Map<String, String> resolved) {

    /** Of every template of ours: it is made once and never changed. */
    public static final String ONLY_VERSION = "1";

    public LaunchedTemplate {
        resolved = Map.copyOf(resolved);
        if (!id.startsWith("lt-")) {
            throw new InvalidValueException("launch_template", '"' + id + '"', "an id such as lt-0123456789abcdef0");
        }
        if (version < 1) {
            throw new InvalidValueException("launch_template.version", version, "a number from 1");
        }
    }
}
