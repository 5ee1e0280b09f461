package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;

/** What a retired environment keeps until it is removed. */
public sealed interface Keep {

    /** All its instances: a rollback is one change of traffic. */
    record WholeCapacity() implements Keep {}

    /**
     * Fewer instances, which costs less; a rollback has to scale up first and says so.
     *
     * @param min instances that stay, 0 to 500
     */
    record ScaledDown(int min) implements Keep {
        public ScaledDown {
            Shapes.need("min", min, 0, Capacity.MOST);
        }
    }

    static Keep read(SettingsReader reader) {
        if (!reader.has("keep") || reader.isText("keep")) {
            return reader.value("keep", Keep::parse).orElse(new WholeCapacity());
        }
        return reader.object("keep")
                .flatMap(keep -> {
                    var scaledDown = keep.object("scaled_down");
                    if (scaledDown.isEmpty() && !keep.refused("scaled_down")) {
                        keep.refuse("scaled_down", null, "{\"min\": instances that stay}");
                    }
                    return scaledDown;
                })
                .<Keep>map(scaledDown -> new ScaledDown(scaledDown.required(
                        "min", scaledDown.whole("min", 0, Capacity.MOST), "a whole number from 0 to 500", 0)))
                .orElse(new WholeCapacity());
    }

    private static Keep parse(String text) {
        if (text.equals("capacity")) {
            return new WholeCapacity();
        }
        throw Shapes.refusal("", text, "\"capacity\" or {\"scaled_down\": {\"min\": 1}}");
    }
}
