package io.ionroller.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.ionroller.engine.work.Attempts;
import org.slf4j.LoggerFactory;

/** Keeps the engine from logging each of the many calls that fail on purpose, for as long as this is open. */
final class Silence implements AutoCloseable {

    private final Logger attempts = (Logger) LoggerFactory.getLogger(Attempts.class);
    private final Level before = attempts.getLevel();

    Silence() {
        attempts.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        attempts.setLevel(before);
    }
}
