package io.ionroller.simulation;

import io.ionroller.simulation.Simulation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The command behind {@code src-test/simulate}: many seeds with their rate, or one history with its trace. */
public final class Simulate {

    private static final String USAGE = """
            usage: src-test/simulate --seeds COUNT [--from SEED]   runs that many histories; the first failure ends it
                   src-test/simulate --seed SEED [--trace]         runs one
                   src-test/simulate --plan FILE [--trace]         runs a printed plan; "-" reads standard input""";
    private static final long REPORT_EVERY = 10_000_000_000L;

    private Simulate() {}

    /** Ends with status 1 when an invariant was violated or the arguments make no sense. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            boolean flag = arguments[i].equals("--trace");
            options.put(arguments[i], flag || i + 1 == arguments.length ? "" : arguments[++i]);
        }
        try (Silence silence = new Silence()) {
            if (!run(options)) {
                System.exit(1);
            }
        }
    }

    /** Whether all invariants held. */
    private static boolean run(Map<String, String> options) throws IOException {
        boolean traced = options.containsKey("--trace");
        if (options.containsKey("--seeds")) {
            return many(Long.parseLong(options.getOrDefault("--from", "1")), Long.parseLong(options.get("--seeds")));
        } else if (options.containsKey("--seed")) {
            return one(PlanMaker.of(Long.parseLong(options.get("--seed"))), traced);
        } else if (options.containsKey("--plan")) {
            return one(Plan.parse(text(options.get("--plan"))), traced);
        }
        System.err.println(USAGE);
        return false;
    }

    private static String text(String file) throws IOException {
        return file.equals("-") ? new String(System.in.readAllBytes()) : Files.readString(Path.of(file));
    }

    private static boolean one(Plan plan, boolean traced) {
        Outcome outcome = Simulation.run(plan, Mutation.NONE, traced);
        outcome.trace().forEach(System.out::println);
        System.out.println(plan.text());
        System.out.printf(Locale.ROOT, "fingerprint %016x%n", outcome.fingerprint());
        if (outcome.violation() == null) {
            System.out.println("all invariants held");
            return true;
        }
        System.out.println(FailureReport.of(outcome, Mutation.NONE));
        return false;
    }

    private static boolean many(long from, long count) {
        AtomicLong done = new AtomicLong();
        long began = System.nanoTime();
        AtomicLong next = new AtomicLong(began + REPORT_EVERY);
        var failed = Seeds.run(from, count, Mutation.NONE, outcome -> {
            long finished = done.incrementAndGet();
            long now = System.nanoTime();
            long due = next.get();
            if (now > due && next.compareAndSet(due, now + REPORT_EVERY)) {
                progress(finished, count, now - began);
            }
        });
        progress(done.get(), count, System.nanoTime() - began);
        if (failed.isPresent()) {
            System.out.println(FailureReport.of(failed.get(), Mutation.NONE));
            return false;
        }
        System.out.println("all invariants held");
        return true;
    }

    private static void progress(long done, long count, long nanos) {
        double seconds = nanos / 1e9;
        System.out.printf(
                Locale.ROOT, "%,d of %,d seeds in %.0f s, %.0f per second%n", done, count, seconds, done / seconds);
    }
}
