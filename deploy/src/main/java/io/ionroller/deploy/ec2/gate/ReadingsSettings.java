package io.ionroller.deploy.ec2.gate;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How readings are gathered, {@code ionroller.ec2.gate.readings}.
 *
 * @param proofWindow how long a reading as proof waits for others that may share its call; a rollback's does not wait
 * @param window the same for a reading that may be answered from memory
 * @param mostKeys how many keys are remembered, 1 or more; beyond, the one that was not asked for longest is forgotten
 */
public record ReadingsSettings(Duration proofWindow, Duration window, int mostKeys) {

    public ReadingsSettings {
        GateSettings.positive("readings.proof-window", proofWindow);
        GateSettings.positive("readings.window", window);
        if (mostKeys < 1) {
            throw new IllegalArgumentException(
                    "ionroller.ec2.gate.readings.most-keys: got " + mostKeys + ", wanted 1 or more");
        }
    }

    static ReadingsSettings from(Config readings) {
        return new ReadingsSettings(
                readings.getDuration("proof-window"), readings.getDuration("window"), readings.getInt("most-keys"));
    }
}
