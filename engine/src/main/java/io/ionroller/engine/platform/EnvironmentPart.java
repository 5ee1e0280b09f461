package io.ionroller.engine.platform;

import java.util.Locale;

/** What of an environment somebody else may have changed. Names are stored: constants are only ever added. */
public enum EnvironmentPart {
    /** How many instances it has, or may have. */
    CAPACITY,
    /** What its next instances are made from. */
    MACHINE,
    /** How traffic reaches its instances. */
    ENTRANCE,
    /** The marks that say whose it is. */
    OWNER;

    /** The written form, such as {@code capacity}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
