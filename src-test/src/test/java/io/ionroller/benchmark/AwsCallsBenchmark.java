package io.ionroller.benchmark;

import io.ionroller.aws.CallRecord;
import io.ionroller.aws.scenario.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * AWS calls of a release on EC2, by action, beside the fewest possible ({@link FewestCalls}); and calls a second for a thousand
 * environments that nobody releases. The engine and AWS's endpoint run some times faster than real ({@link FastCloud}).
 */
public final class AwsCallsBenchmark {

    private static final double RELEASES_FACTOR = 10;
    private static final double POLLING_FACTOR = 2;
    private static final String SERVICE = "hello";
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int INSTANCES = 2;
    /** AWS's own limit unless it is raised. */
    private static final int RULES_OF_A_BALANCER = 100;

    /** So long without a sign of a release, on this machine. */
    private static final Duration CALM = Duration.ofSeconds(8);

    private static final int AT_ONCE = 200;

    private final FastCloud cloud;
    private long seen;
    private long fewest;

    private AwsCallsBenchmark(FastCloud cloud) {
        this.cloud = cloud;
    }

    /** @param arguments environments to poll (1000; 0 for none) and minutes of AWS's time to poll them (3) */
    public static void main(String[] arguments) throws Exception {
        int environments = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (FastCloud cloud = new FastCloud(RELEASES_FACTOR)) {
            new AwsCallsBenchmark(cloud).releases();
        }
        if (environments > 0) {
            try (FastCloud cloud = new FastCloud(POLLING_FACTOR)) {
                new AwsCallsBenchmark(cloud).polling(environments, Duration.ofMinutes(minutes));
            }
        }
        System.exit(0);
    }

    private void releases() throws Exception {
        cloud.image("1.0.0");
        cloud.image("2.0.0");
        cloud.put(SERVICE, configuration());
        measure("first release of 1.0.0", () -> release("1.0.0"));
        measure("canary 10/50/100 to 2.0.0", () -> release("2.0.0"));
        measure("warm rollback to 1.0.0", this::rollBack);
        measure("removal of 2.0.0", this::remove);
        System.out.printf(
                Locale.ROOT, "all four: %d calls, fewest %d, ratio %.2f%n%n", seen, fewest, (double) seen / fewest);
    }

    private Map<String, Object> configuration() {
        Map<String, Object> balancer =
                Map.of("listener", cloud.account().listenerArn(), "host", List.of("hello.example.org"), "priority", 10);
        Map<String, Object> platform = new HashMap<>(cloud.platform(INSTANCES, balancer));
        // The least that a drain takes is counted in real time: 10 s here are 100 s of AWS's.
        platform.put("deregistration_delay", "10s");
        String pause = cloud.real(PAUSE);
        return Map.of(
                "platform",
                platform,
                "health_check",
                Map.of("path", "/", "interval", "10s", "timeout", "5s", "healthy_threshold", 2),
                "strategy",
                Map.of(
                        "steps",
                        List.of(
                                Map.of("weight", "10%"),
                                Map.of("pause", pause),
                                Map.of("weight", "50%"),
                                Map.of("pause", pause),
                                Map.of("weight", "100%"))),
                "bake",
                pause);
    }

    private void release(String version) throws InterruptedException {
        cloud.completed(SERVICE, cloud.post(SERVICE, "release", Map.of("version", version)));
    }

    private void rollBack() throws InterruptedException {
        cloud.completed(SERVICE, cloud.post(SERVICE, "rollback", Map.of()));
    }

    private void remove() throws InterruptedException {
        cloud.post(SERVICE, "drop", Map.of("version", "2.0.0"));
        // The last part to go, and so the end of what is done for it.
        while (cloud.aws().calls().calls("ec2", "DeleteLaunchTemplate").isEmpty()) {
            Thread.sleep(20);
        }
    }

    /** Does something. */
    private interface Doing {
        void run() throws InterruptedException;
    }

    private void measure(String what, Doing doing) throws InterruptedException {
        Instant began = cloud.aws().time().instant();
        cloud.aws().calls().clear();
        doing.run();
        List<CallRecord> calls = cloud.aws().calls().all();
        Duration took = Duration.between(began, cloud.aws().time().instant());
        Map<String, Integer> counted = counted(calls);
        Map<String, Integer> fewestOfAll = FewestCalls.of(calls);
        System.out.printf("%s: %d s of AWS's time%n", what, took.toSeconds());
        System.out.printf("  %-50s %6s %6s%n", "action", "calls", "fewest");
        TreeSet<String> actions = new TreeSet<>(counted.keySet());
        actions.addAll(fewestOfAll.keySet());
        actions.forEach(action -> System.out.printf(
                "  %-50s %6d %6d%n", action, counted.getOrDefault(action, 0), fewestOfAll.getOrDefault(action, 0)));
        int all = calls.size();
        int least = fewestOfAll.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(Locale.ROOT, "  %-50s %6d %6d   ratio %.2f%n%n", "", all, least, (double) all / least);
        seen += all;
        fewest += least;
        tellCalls(what, began, calls);
    }

    private static void tellCalls(String what, Instant began, List<CallRecord> calls) {
        if (Boolean.getBoolean("calls")) {
            System.out.println(what);
            calls.forEach(call -> System.out.printf(
                    Locale.ROOT,
                    "  %7.2f s %-30s %-30s %s%n",
                    Duration.between(began, call.at()).toMillis() / 1e3,
                    call.action(),
                    call.outcome(),
                    call.request()));
        }
    }

    private static Map<String, Integer> counted(List<CallRecord> calls) {
        Map<String, Integer> counted = new TreeMap<>();
        calls.forEach(call -> counted.merge(call.service() + ":" + call.action(), 1, Integer::sum));
        return counted;
    }

    private void polling(int environments, Duration time) throws Exception {
        cloud.aws().weather().quotas(Quotas.AMPLE);
        cloud.image("1.0.0");
        List<String> listeners = new ArrayList<>();
        for (int i = 0; i < Math.ceilDiv(environments, RULES_OF_A_BALANCER); i++) {
            String name = "balancer-" + i;
            listeners.add(cloud.aws()
                    .seed(
                            FastCloud.ACCOUNT,
                            FastCloud.REGION,
                            seeds -> seeds.listener(
                                    seeds.balancer(
                                            name,
                                            cloud.account().subnets(),
                                            cloud.account().securityGroup()),
                                    80)));
        }
        make(environments, listeners);
        awaitCalm();
        cloud.aws().calls().clear();
        Instant began = cloud.aws().time().instant();
        Thread.sleep(Duration.ofNanos((long) (time.toNanos() / POLLING_FACTOR)));
        List<CallRecord> calls = cloud.aws().calls().all();
        double seconds = Duration.between(began, cloud.aws().time().instant()).toMillis() / 1e3;
        System.out.printf(
                Locale.ROOT,
                "%d calm environments behind %d listeners, %.0f s of AWS's time: %d calls, %.2f a second%n",
                environments,
                listeners.size(),
                seconds,
                calls.size(),
                calls.size() / seconds);
        counted(calls)
                .forEach((action, count) ->
                        System.out.printf(Locale.ROOT, "  %-50s %6d   %.2f/s%n", action, count, count / seconds));
        tellCalls("polling", began, calls);
    }

    /** The health of targets is read while something is released, and not otherwise. */
    private void awaitCalm() throws InterruptedException {
        do {
            cloud.aws().calls().clear();
            Thread.sleep(CALM);
        } while (!cloud.aws()
                .calls()
                .calls("elasticloadbalancing", "DescribeTargetHealth")
                .isEmpty());
    }

    /** Releases a version of each of so many services, some at a time. */
    private void make(int environments, List<String> listeners) throws Exception {
        Semaphore free = new Semaphore(AT_ONCE);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < environments; i++) {
                int number = i;
                free.acquire();
                all.add(threads.submit(() -> {
                    try {
                        makeOne("service-" + number, number, listeners);
                    } finally {
                        free.release();
                    }
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    private void makeOne(String service, int number, List<String> listeners) throws InterruptedException {
        Map<String, Object> balancer = Map.of(
                "listener",
                listeners.get(number / RULES_OF_A_BALANCER),
                "host",
                List.of(service + ".example.org"),
                "priority",
                1 + number % RULES_OF_A_BALANCER);
        cloud.put(service, Map.of("platform", cloud.platform(1, balancer), "bake", "0s"));
        cloud.completed(service, cloud.post(service, "release", Map.of("version", "1.0.0")));
    }
}
