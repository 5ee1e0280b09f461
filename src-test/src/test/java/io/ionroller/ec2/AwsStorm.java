package io.ionroller.ec2;

import io.ionroller.aws.AwsEndpoint;
import io.ionroller.aws.CallRecord;
import io.ionroller.aws.cloud.CloudTime;
import io.ionroller.aws.cloud.Pace;
import io.ionroller.aws.scenario.Limits;
import io.ionroller.aws.scenario.Quotas;
import io.ionroller.engine.json.ConfigurationJson;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.engine.service.ServiceReply;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * How long a warm rollback takes to its change of the rule while 200 other rollouts have used up what AWS's limits allow, which the
 * endpoint enforces in real time. For the command {@code src-test/benchmark aws-storm}.
 */
public final class AwsStorm {

    private static final Pace QUICK = new Pace(
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    private AwsStorm() {}

    /** @param arguments rollouts of the storm (200), and rollbacks (30) */
    public static void main(String[] arguments) throws Exception {
        int storm = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int rollbacks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        try (Ec2Ground ground = new Ec2Ground(new AwsEndpoint.Options(0, CloudTime.scaled(1), QUICK, 1))) {
            ground.aws().weather().quotas(Quotas.AMPLE);
            ground.images("3.0");
            run(ground, names("storm", storm), names("back", rollbacks));
        }
        System.exit(0);
    }

    private static List<ServiceName> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new ServiceName(prefix + "-" + number))
                .toList();
    }

    private static void run(Ec2Ground ground, List<ServiceName> storm, List<ServiceName> back) throws Exception {
        Path folder = Files.createTempDirectory("aws-storm");
        try (EngineUnderTest engine = new EngineUnderTest(folder, ground::anew)) {
            for (List<ServiceName> some : List.of(storm, back)) {
                some.forEach(service -> tell(engine, service, configuration(ground, service)));
                release(engine, some, "1.0");
                await(engine, some);
            }
            release(engine, back, "2.0");
            await(engine, back);
        }
        ground.aws().limits().enforce(Limits.AWS);
        try (EngineUnderTest engine = new EngineUnderTest(folder, ground::withUsualSettings)) {
            back.forEach(engine::state);
            release(engine, storm, "3.0");
            Thread.sleep(10_000);
            print(engine, ground, back);
        }
    }

    private static void print(EngineUnderTest engine, Ec2Ground ground, List<ServiceName> back) throws Exception {
        Map<ServiceName, Instant> asked = new LinkedHashMap<>();
        for (ServiceName service : back) {
            asked.put(service, ground.aws().time().instant());
            tell(engine, service, new ServiceCommand.RollBack(null));
            Thread.sleep(1_000);
        }
        await(engine, back);
        List<Duration> waits = asked.entrySet().stream()
                .map(one -> Duration.between(one.getValue(), accepted(ground, one.getKey(), one.getValue())))
                .sorted()
                .toList();
        long throttled = ground.aws().calls().all().stream()
                .filter(call ->
                        call.outcome().contains("Throttl") || call.outcome().contains("LimitExceeded"))
                .count();
        System.out.printf(
                Locale.ROOT,
                "%d rollbacks, from the request to the accepted ModifyRule: median %d ms, 99%% %d ms, most %d ms; %d calls throttled%n",
                waits.size(),
                waits.get(waits.size() / 2).toMillis(),
                waits.get((waits.size() * 99 - 1) / 100).toMillis(),
                waits.getLast().toMillis(),
                throttled);
    }

    private static Instant accepted(Ec2Ground ground, ServiceName service, Instant since) {
        String rule = new Rules(ground.aws()).ruleOf(service.value());
        return ground.aws().calls().calls("elasticloadbalancing", "ModifyRule").stream()
                .filter(call -> call.at().isAfter(since)
                        && call.succeeded()
                        && call.request().contains(rule))
                .map(CallRecord::at)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no ModifyRule for " + service));
    }

    private static ServiceCommand.Request configuration(Ec2Ground ground, ServiceName service) {
        return new ServiceCommand.PutConfiguration(ConfigurationJson.read(Ec2Ground.configuration(
                ground.settings(1, service.value()),
                ", \"strategy\": {\"steps\": [{\"weight\": \"10%\"}, {\"weight\": \"50%\"}, {\"weight\": \"100%\"}]},"
                        + " \"deadlines\": {\"creating\": \"30m\", \"verifying\": \"30m\"}")));
    }

    private static void release(EngineUnderTest engine, List<ServiceName> services, String version) {
        services.forEach(service -> tell(engine, service, new ServiceCommand.StartRelease(new Version(version), null)));
    }

    private static void tell(EngineUnderTest engine, ServiceName service, ServiceCommand.Request request) {
        if (engine.send(service, request).toCompletableFuture().join() instanceof ServiceReply.Refused refused) {
            throw new AssertionError(service + ": " + refused.rejection());
        }
    }

    private static void await(EngineUnderTest engine, List<ServiceName> services) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> services.stream()
                        .allMatch(service -> engine.state(service).rollout() == null));
    }
}
