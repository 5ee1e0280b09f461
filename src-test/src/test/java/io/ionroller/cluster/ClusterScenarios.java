package io.ionroller.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** The long version of {@link ClusterScenariosTest}, for the command {@code src-test/cluster-scenarios}. */
public final class ClusterScenarios {

    private static final int SERVICES = 200;

    private ClusterScenarios() {}

    /**
     * Runs rounds and ends with 1 at the first breach.
     *
     * @param arguments rounds per scenario, the first seed, then names of scenarios or none for all
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> named = Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
        for (Scenario scenario : Scenario.values()) {
            if (named.isEmpty() || named.contains(scenario.toString())) {
                run(scenario, rounds, seed);
            }
        }
        System.exit(0);
    }

    private static void run(Scenario scenario, int rounds, long firstSeed) throws Exception {
        try (Rounds cluster = begin(scenario, SERVICES)) {
            for (long seed = firstSeed; seed < firstSeed + rounds; seed++) {
                try {
                    System.out.println(cluster.round(scenario, seed));
                } catch (Exception | AssertionError e) {
                    System.out.println(scenario + ", seed " + seed + ": " + e + "\n" + cluster.diagnosis());
                    System.exit(1);
                }
            }
        }
    }

    /** A cluster on the network that the scenario needs, with its services released. */
    static Rounds begin(Scenario scenario, int services) throws IOException {
        Path folder = folder(scenario);
        java.nio.file.Files.createDirectories(folder);
        return Rounds.begin(ClusterUnderTest.start(folder, network(scenario, folder)), services);
    }

    private static Network network(Scenario scenario, Path folder) throws IOException {
        if (scenario != Scenario.PARTITION) {
            return new Loopback(ClusterUnderTest.NODES);
        }
        boolean namespaces = !System.getProperty("cluster.network", "").equals("proxies");
        var made = namespaces ? Namespaces.tryToMake(ClusterUnderTest.NODES) : java.util.Optional.<Network>empty();
        return made.isPresent() ? made.get() : new ProxiedNetwork(ClusterUnderTest.NODES, folder);
    }

    private static Path folder(Scenario scenario) {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
        return Path.of(System.getProperty("cluster.folder", "target/cluster"), time + "-" + scenario)
                .toAbsolutePath();
    }
}
