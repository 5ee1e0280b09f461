package io.ionroller.deploy.local.router;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.TrafficObservation;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One environment as the router knows it: its instances and its counts. Lives as long as the entry. Thread-safe. */
final class Route {

    private final EnvironmentId environment;
    private final Supplier<List<InetSocketAddress>> serving;
    private final Function<InetSocketAddress, Upstream> connect;
    private final ConcurrentHashMap<InetSocketAddress, Upstream> upstreams = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong inFlight = new AtomicLong();
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile @Nullable Instant zeroSince;

    Route(
            EnvironmentId environment,
            Supplier<List<InetSocketAddress>> serving,
            Function<InetSocketAddress, Upstream> connect,
            Instant now) {
        this.environment = environment;
        this.serving = serving;
        this.connect = connect;
        this.zeroSince = now;
    }

    EnvironmentId environment() {
        return environment;
    }

    boolean canServe() {
        return !serving.get().isEmpty();
    }

    /** The instance with the least in flight, taking turns among equals; one that was not tried yet if there is any. */
    Optional<Upstream> next(Set<InetSocketAddress> tried) {
        List<InetSocketAddress> all = serving.get();
        List<InetSocketAddress> fresh = tried.isEmpty()
                ? all
                : all.stream().filter(one -> !tried.contains(one)).toList();
        List<InetSocketAddress> candidates = fresh.isEmpty() ? all : fresh;
        int start = turn.getAndIncrement() & Integer.MAX_VALUE;
        Upstream best = null;
        for (int i = 0; i < candidates.size(); i++) {
            Upstream one = upstreams.computeIfAbsent(candidates.get((start + i) % candidates.size()), connect);
            if (best == null || one.inFlight() < best.inFlight()) {
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    /** It turned out that the request is for another environment. */
    void withdraw() {
        inFlight.decrementAndGet();
    }

    void end(long startedAtNanos, boolean error) {
        requests.increment();
        nanos.add(System.nanoTime() - startedAtNanos);
        if (error) {
            errors.increment();
        }
        inFlight.decrementAndGet();
    }

    void weightIs(Weight weight, Instant now) {
        if (!weight.equals(Weight.NONE)) {
            zeroSince = null;
        } else if (zeroSince == null) {
            zeroSince = now;
        }
    }

    boolean servedAfter(Instant time) {
        Instant zero = zeroSince;
        return zero == null || zero.isAfter(time);
    }

    TrafficObservation.Route observe(Weight weight, Duration drainDelay) {
        long answered = requests.sum();
        Duration mean = answered == 0 ? Duration.ZERO : Duration.ofNanos(nanos.sum() / answered);
        return new TrafficObservation.Route(
                weight, zeroSince, drainDelay, inFlight.get(), answered, errors.sum(), mean);
    }

    void close() {
        upstreams.values().forEach(Upstream::close);
    }
}
