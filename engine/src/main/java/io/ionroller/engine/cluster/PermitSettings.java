package io.ionroller.engine.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings of the permit to act, from {@code ionroller.engine.permit}.
 *
 * @param askEvery how often the other members are asked
 * @param validFor how long the permit lasts from the moment at which a majority was asked that then agreed; longer than
 *     {@code askEvery}, and shorter than it takes the cluster to give a silent node's services to others
 */
public record PermitSettings(Duration askEvery, Duration validFor) {

    public PermitSettings {
        if (!askEvery.isPositive()) {
            throw new ConfigException.BadValue(
                    "ionroller.engine.permit.ask-every", "must be more than 0, is " + askEvery);
        }
        if (validFor.compareTo(askEvery) <= 0) {
            throw new ConfigException.BadValue(
                    "ionroller.engine.permit.valid-for",
                    "must be more than ask-every, " + askEvery + ", is " + validFor);
        }
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static PermitSettings from(Config config) {
        Config permit = config.getConfig("ionroller.engine.permit");
        return new PermitSettings(permit.getDuration("ask-every"), permit.getDuration("valid-for"));
    }
}
