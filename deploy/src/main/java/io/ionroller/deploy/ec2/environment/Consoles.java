package io.ionroller.deploy.ec2.environment;

import io.ionroller.deploy.ec2.template.BootReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What instances that are not healthy say of it on their consoles. Nobody waits for them: they are read on the side, and what they
 * say is known at the next look. A console that has told a reason is not read again, since the boot script is over then; one that has
 * not is read after a while, each time after twice as long. In memory only, so that a new process reads once more. Never blocks;
 * thread-safe.
 */
final class Consoles {

    private static final Logger LOG = LoggerFactory.getLogger(Consoles.class);

    /** Instances of one environment that are asked at a time: they usually fail alike. */
    private static final int MOST_ASKED = 3;

    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_DOUBLINGS = 6;

    private final Function<String, CompletionStage<String>> reader;
    private final Duration interval;
    private final Map<String, Console> consoles = new Newest<>(MOST_REMEMBERED);

    private record Console(@Nullable String reason, Instant next, int asked) {}

    /**
     * @param reader answers what the console of an instance shows
     * @param interval after which a console that told nothing is read again for the first time
     */
    Consoles(Function<String, CompletionStage<String>> reader, Duration interval) {
        this.reader = reader;
        this.interval = interval;
    }

    /** Why the instance did not boot, or its container ended, as far as it is known by now. */
    synchronized Optional<String> reason(String instance) {
        return Optional.ofNullable(consoles.get(instance)).map(Console::reason);
    }

    /** Reads the consoles of such of these instances of one environment as may have something to tell. */
    void ask(List<String> instances, Instant now) {
        instances.stream()
                .limit(MOST_ASKED)
                .filter(instance -> isDue(instance, now))
                .forEach(instance ->
                        reader.apply(instance).whenComplete((console, failure) -> heard(instance, console, failure)));
    }

    private synchronized boolean isDue(String instance, Instant now) {
        Console known = consoles.getOrDefault(instance, new Console(null, now, 0));
        if (known.reason() != null || now.isBefore(known.next())) {
            return false;
        }
        Instant next = now.plus(interval.multipliedBy(1L << Math.min(known.asked(), MOST_DOUBLINGS)));
        consoles.put(instance, new Console(null, next, known.asked() + 1));
        return true;
    }

    private void heard(String instance, @Nullable String console, @Nullable Throwable failure) {
        if (console == null) {
            LOG.atDebug()
                    .addKeyValue("instance", instance)
                    .log("its console could not be read: {}", String.valueOf(failure));
            return;
        }
        BootReport.reason(console).ifPresent(reason -> learn(instance, reason));
    }

    private synchronized void learn(String instance, String reason) {
        consoles.computeIfPresent(instance, (name, known) -> new Console(reason, known.next(), known.asked()));
    }
}
