package io.ionroller.deploy.local.router;

import java.time.Duration;
import java.util.Map;

/** How both sides of the router read HTTP: as little as possible is interpreted, nothing is bounded but heads. */
final class ProxyParsing {

    static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("modeled-header-parsing", "off"),
            Map.entry("illegal-header-warnings", "off"),
            Map.entry("error-logging-verbosity", "off"),
            Map.entry("cookie-parsing-mode", "raw"),
            Map.entry("uri-parsing-mode", "relaxed"),
            Map.entry("illegal-response-header-name-processing-mode", "ignore"),
            Map.entry("illegal-response-header-value-processing-mode", "ignore"),
            Map.entry("conflicting-content-type-header-processing-mode", "first"),
            Map.entry("max-content-length", "infinite"),
            Map.entry("max-uri-length", "16k"),
            Map.entry("max-header-value-length", "32k"),
            Map.entry("max-header-name-length", 256),
            Map.entry("max-header-count", 256),
            Map.entry("max-response-reason-length", 256),
            Map.entry("max-chunk-ext-length", 1024),
            Map.entry("max-chunk-size", "16m"));

    private ProxyParsing() {}

    /** The form in which Pekko reads durations that may also be infinite. */
    static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
