package io.ionroller.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Releases per second on PostgreSQL: services that each release a second version in {@link CommitFloors#STEPS} durable steps on
 * the simulated platform without delays; beside it, in the same round, the two floors. Prints medians.
 */
public final class ReleaseBenchmark {

    private static final int IN_FLIGHT = 500;

    private final BenchmarkDatabase database;
    private final int releases;
    private final List<Round> rounds = new ArrayList<>();

    /** What one round measured. */
    private record Round(
            double perSecond,
            double engineMillis,
            double databaseMillis,
            double commits,
            double floorSteps,
            double floorGroup) {}

    private ReleaseBenchmark(BenchmarkDatabase database, int releases) {
        this.database = database;
        this.releases = releases;
    }

    /** @param arguments rounds (5) and releases of a round (5000) */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int releases = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        try (BenchmarkDatabase database = new BenchmarkDatabase()) {
            ReleaseBenchmark benchmark = new ReleaseBenchmark(database, releases);
            benchmark.run(rounds);
            benchmark.print();
        }
        System.exit(0);
    }

    private void run(int count) throws Exception {
        String name = database.create();
        String floorName = database.create();
        CommitFloors floors = new CommitFloors(database.source(floorName));
        try (BenchmarkEngine engine = new BenchmarkEngine(database.store(name), platform -> platform)) {
            for (int round = 0; round <= count; round++) {
                Round measured = round(engine, name, floors, round);
                System.out.printf(Locale.ROOT, "%s %s%n", round == 0 ? "warm-up" : "round " + round, measured);
                if (round > 0) {
                    rounds.add(measured);
                }
            }
        }
    }

    private Round round(BenchmarkEngine engine, String name, CommitFloors floors, int round) throws Exception {
        int from = round * releases;
        engine.configure(from, from + releases, 200);
        engine.release(from, from + releases, "1.0.0", IN_FLIGHT);
        Thread.sleep(2_000);
        double engineCpu = processSeconds();
        double databaseCpu = database.processorSeconds();
        long commits = database.commits(name);
        double seconds = engine.release(from, from + releases, "2.0.0", IN_FLIGHT);
        double engineMillis = (processSeconds() - engineCpu) * 1_000 / releases;
        double databaseMillis = (database.processorSeconds() - databaseCpu) * 1_000 / releases;
        Thread.sleep(1_500);
        double perRelease = (database.commits(name) - commits) / (double) releases;
        double steps = floors.oneCommitPerStep(releases / 2);
        double group = floors.groupCommit(releases, IN_FLIGHT);
        return new Round(releases / seconds, engineMillis, databaseMillis, perRelease, steps, group);
    }

    private static double processSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private void print() {
        double own = median(rounds.stream().mapToDouble(Round::perSecond).toArray());
        double steps = median(rounds.stream().mapToDouble(Round::floorSteps).toArray());
        double group = median(rounds.stream().mapToDouble(Round::floorGroup).toArray());
        System.out.printf(
                Locale.ROOT,
                """
                median of %d rounds of %d releases, %d in flight
                releases/s                       %8.0f
                processor time of the engine     %8.2f ms per release
                processor time of the database   %8.2f ms per release
                commits                          %8.2f per release
                floor, one commit per step       %8.0f releases/s (we reach %.2f of it)
                floor, group commit              %8.0f releases/s (we reach %.2f of it)
                """,
                rounds.size(),
                releases,
                IN_FLIGHT,
                own,
                median(rounds.stream().mapToDouble(Round::engineMillis).toArray()),
                median(rounds.stream().mapToDouble(Round::databaseMillis).toArray()),
                median(rounds.stream().mapToDouble(Round::commits).toArray()),
                steps,
                own / steps,
                group,
                own / group);
    }

    private static double median(double[] values) {
        return new Figures(values).quantile(0.5);
    }
}
