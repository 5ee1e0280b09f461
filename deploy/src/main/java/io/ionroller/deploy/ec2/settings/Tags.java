package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tags that a configuration adds to what is created. AWS allows 50 per resource; the engine needs some itself. */
final class Tags {

    private static final int MOST = 40;
    // AWS's pattern of TagKey and TagValue of Elastic Load Balancing, the narrowest of the services used.
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private Tags() {}

    static Map<String, String> read(SettingsReader reader, String field) {
        Map<String, String> tags = new TreeMap<>(reader.textMap(field));
        tags.forEach((key, value) -> {
            String lower = key.toLowerCase(Locale.ROOT);
            if (lower.startsWith("aws:") || lower.startsWith("ionroller:")) {
                reader.refuse(field + "." + key, key, "a key that does not begin with aws: or ionroller:");
            } else if (!KEY.matcher(key).matches()) {
                reader.refuse(field + "." + key, key, "a key of 1 to 128 letters, digits, spaces and _.:/=+-@");
            }
            if (!VALUE.matcher(value).matches()) {
                reader.refuse(field + "." + key, value, "at most 256 letters, digits, spaces and _.:/=+-@");
            }
        });
        if (tags.size() > MOST) {
            reader.refuse(field, tags.size(), "at most 40 tags");
        }
        return tags;
    }
}
