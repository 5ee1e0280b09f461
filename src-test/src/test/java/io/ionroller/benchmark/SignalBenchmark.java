package io.ionroller.benchmark;

import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.rollout.ServiceCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Rollback as a signal, on PostgreSQL: from the request to the moment at which its traffic change reaches the platform. First on
 * an idle engine, then while 500 releases of other services are in flight all the time. Every round has
 * {@value #SIGNALS} signals of each kind.
 */
public final class SignalBenchmark {

    private static final int SIGNALS = 100;
    private static final int IN_FLIGHT = 500;
    private static final Duration BETWEEN = Duration.ofMillis(25);

    private final BenchmarkEngine engine;
    private final FirstShifts shifts;
    private int next = 1_000_000;

    private SignalBenchmark(BenchmarkEngine engine, FirstShifts shifts) {
        this.engine = engine;
        this.shifts = shifts;
    }

    /** @param arguments rounds (5) and releases of the load in a round (6000) */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int load = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6_000;
        FirstShifts shifts = new FirstShifts();
        List<Double> idle = new ArrayList<>();
        List<Double> loaded = new ArrayList<>();
        try (BenchmarkDatabase database = new BenchmarkDatabase();
                BenchmarkEngine engine = new BenchmarkEngine(database.store(database.create()), shifts::round)) {
            SignalBenchmark benchmark = new SignalBenchmark(engine, shifts);
            for (int round = 0; round <= rounds; round++) {
                boolean warmUp = round == 0;
                idle.addAll(warmUp ? discard(benchmark.idle()) : benchmark.idle());
                List<Double> measured = benchmark.loaded(round * load, (round + 1) * load);
                loaded.addAll(warmUp ? discard(measured) : measured);
            }
        }
        print("idle", idle);
        print("loaded", loaded);
        System.exit(0);
    }

    private static List<Double> discard(List<Double> warmUp) {
        print("warm-up", warmUp);
        return List.of();
    }

    private static void print(String what, List<Double> millis) {
        Figures figures =
                new Figures(millis.stream().mapToDouble(Double::doubleValue).toArray());
        System.out.printf(
                Locale.ROOT,
                "rollback to first effect, %s: p50 %.1f ms, p99 %.1f ms, %d signals%n",
                what,
                figures.quantile(0.5),
                figures.quantile(0.99),
                millis.size());
    }

    private List<Double> idle() throws Exception {
        return signal(prepare());
    }

    private List<Double> loaded(int from, int to) throws Exception {
        List<ServiceName> services = prepare();
        engine.configure(from, to, 200);
        engine.release(from, to, "1.0.0", IN_FLIGHT);
        CompletableFuture<Double> load = CompletableFuture.supplyAsync(() -> {
            try {
                return engine.release(from, to, "2.0.0", IN_FLIGHT);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        List<Double> millis = signal(services);
        if (load.isDone()) {
            System.out.println("the load was over too soon; give more releases");
        }
        load.join();
        return millis;
    }

    /** Services with two releases, the first of which is warm. */
    private List<ServiceName> prepare() throws InterruptedException {
        int from = next;
        next += SIGNALS;
        engine.configure(from, next, 50);
        engine.release(from, next, "1.0.0", 50);
        engine.release(from, next, "2.0.0", 50);
        List<ServiceName> services = new ArrayList<>();
        for (int i = from; i < next; i++) {
            services.add(BenchmarkEngine.service(i));
        }
        return services;
    }

    private List<Double> signal(List<ServiceName> services) {
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        for (ServiceName service : services) {
            answers.add(shifts.next(service));
            engine.ask(service, new ServiceCommand.RollBack(null));
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return answers.stream()
                .map(answer -> answer.orTimeout(30, TimeUnit.SECONDS).join())
                .toList();
    }
}
