package io.ionroller.persistence;

import java.time.Duration;
import org.slf4j.Logger;

/** Logs that something fails when it begins to, and that it works again, and nothing in between. Used by one thread. */
final class Outage {

    private final Logger log;
    private final String began;
    private final String over;
    private long since;
    private boolean failing;

    Outage(Logger log, String began, String over) {
        this.log = log;
        this.began = began;
        this.over = over;
    }

    void failed(String reason) {
        if (!failing) {
            failing = true;
            since = System.nanoTime();
            log.atWarn().addKeyValue("reason", reason).log(began);
        }
    }

    void worked() {
        if (failing) {
            failing = false;
            log.atWarn()
                    .addKeyValue("after", Duration.ofNanos(System.nanoTime() - since))
                    .log(over);
        }
    }
}
