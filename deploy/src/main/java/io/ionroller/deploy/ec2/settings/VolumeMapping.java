package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.regex.Pattern;

/**
 * A folder of the instance that the container sees.
 *
 * @param host absolute path on the instance, made when it is not there
 * @param container absolute path in the container
 * @param readOnly whether the container may only read it
 */
public record VolumeMapping(String host, String container, boolean readOnly) {

    // Docker separates the parts of a mapping with colons and knows no way to write one in a path.
    private static final Pattern PATH = Pattern.compile("/[^:,\\p{Cntrl}]{0,1023}");
    private static final String WANTED = "an absolute path without ':' and ','";

    public VolumeMapping {
        Shapes.need("host", host, PATH, WANTED);
        Shapes.need("container", container, PATH, WANTED);
    }

    static VolumeMapping read(SettingsReader reader) {
        return new VolumeMapping(
                reader.required("host", reader.text("host", PATH, WANTED), WANTED, "/"),
                reader.required("container", reader.text("container", PATH, WANTED), WANTED, "/"),
                reader.flag("read_only").orElse(false));
    }
}
