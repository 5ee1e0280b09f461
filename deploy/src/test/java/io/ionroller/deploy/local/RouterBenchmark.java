package io.ionroller.deploy.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Requests per second straight to an instance and through the router, medians of five interleaved rounds; and the time of a
 * change of weights. Run by hand, loopback only, done within a minute: {@code RouterBenchmark [millis per round]}.
 */
final class RouterBenchmark {

    private static final int ROUNDS = 5;
    private static final int CHANGES = 100;

    private RouterBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Duration round = Duration.ofMillis(arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000);
        try (LocalScene scene = new LocalScene()) {
            scene.ready(1, 1);
            scene.ready(2, 1);
            scene.shift(Map.of(1L, 10_000));
            int instance = portOfInstance(scene.listen);
            perSecond(instance, 16, round);
            perSecond(scene.listen, 16, round.multipliedBy(3));
            System.out.println("clients   direct/s   router/s   ratio");
            for (int clients : new int[] {1, 16, 128}) {
                compare(instance, scene.listen, clients, round);
            }
            changes(scene);
        } finally {
            Ground.system().terminate();
        }
    }

    private static void compare(int instance, int router, int clients, Duration round) throws Exception {
        double[] direct = new double[ROUNDS];
        double[] routed = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            direct[i] = perSecond(instance, clients, round);
            routed[i] = perSecond(router, clients, round);
        }
        double straight = median(direct);
        double through = median(routed);
        System.out.printf("%7d %10.0f %10.0f %7.2f%n", clients, straight, through, through / straight);
    }

    private static double perSecond(int port, int clients, Duration round) throws Exception {
        long start = System.nanoTime();
        long end = start + round.toNanos();
        long answered = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(CompletableFuture.supplyAsync(() -> askUntil(port, end), threads));
            }
            for (CompletableFuture<Long> one : all) {
                answered += one.get();
            }
        }
        return answered * 1e9 / (System.nanoTime() - start);
    }

    private static long askUntil(int port, long end) {
        try (RawClient client = new RawClient(port)) {
            long answered = 0;
            while (System.nanoTime() < end) {
                RawClient.Answer answer = client.get("/");
                if (answer.status() != 200) {
                    throw new IllegalStateException(answer.toString());
                }
                answered++;
            }
            return answered;
        } catch (IOException lost) {
            throw new IllegalStateException(lost);
        }
    }

    private static void changes(LocalScene scene) {
        double[] millis = new double[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            int share = 1 + i;
            long start = System.nanoTime();
            scene.shift(Map.of(1L, 10_000 - share, 2L, share));
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        System.out.printf("change of weights: median %.2f ms%n", median(millis));
    }

    private static int portOfInstance(int router) throws IOException {
        try (RawClient client = new RawClient(router)) {
            return Integer.parseInt(client.get("/").body().split(" ")[1]);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
