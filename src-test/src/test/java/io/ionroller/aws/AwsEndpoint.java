package io.ionroller.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.aws.cloud.Cloud;
import io.ionroller.aws.cloud.CloudTime;
import io.ionroller.aws.cloud.ForeignHands;
import io.ionroller.aws.cloud.Inventory;
import io.ionroller.aws.cloud.Pace;
import io.ionroller.aws.cloud.Seeds;
import io.ionroller.aws.scenario.Faults;
import io.ionroller.aws.scenario.Limits;
import io.ionroller.aws.scenario.Weather;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An AWS of our own that the real SDK can talk to, on a port of the loopback address.
 *
 * <p>Its methods may be called from any thread, also while calls are being served. What it has is lost when it is closed.
 */
public final class AwsEndpoint implements AutoCloseable {

    /**
     * How an endpoint is started.
     *
     * @param port 0 for any free one
     * @param seed of ids and of faults that have a probability
     */
    public record Options(int port, CloudTime time, Pace pace, long seed) {

        /** A minute of the cloud passes in a second. */
        public static Options quick() {
            return new Options(0, CloudTime.scaled(60), Pace.USUAL, 1);
        }

        /** Time passes only when {@link AwsEndpoint#time} is advanced. */
        public static Options manual() {
            return new Options(0, CloudTime.manual(java.time.Instant.parse("2026-01-01T00:00:00Z")), Pace.USUAL, 1);
        }
    }

    private final CloudTime time;
    private final Cloud cloud;
    private final Faults faults;
    private final Weather weather;
    private final Limits limits;
    private final CallLog calls = new CallLog();
    private final Findings findings = new Findings();
    private final CallHandler handler;
    private final Inventory inventory;
    private final ForeignHands foreign;
    private final HttpFront front;

    private AwsEndpoint(Options options) throws IOException {
        this.time = options.time();
        this.faults = new Faults(options.seed());
        this.weather = new Weather(faults);
        this.limits = new Limits(time);
        this.cloud = new Cloud(time, options.pace(), weather, options.seed());
        this.handler = new CallHandler(cloud, faults, limits, calls, findings);
        this.inventory = new Inventory(cloud);
        this.foreign = new ForeignHands(cloud);
        this.front = new HttpFront(options.port(), handler, new ControlApi(this));
    }

    public static AwsEndpoint start(Options options) {
        try {
            return new AwsEndpoint(options);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** For the SDK's {@code endpointOverride} or {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    /** Makes an account, or a region of one, that has all that an environment is built from. */
    public SeededAccount seed(String accountId, String region) {
        return cloud.alone(() -> seeded(new Seeds(cloud, accountId, region), accountId, region));
    }

    private SeededAccount seeded(Seeds seeds, String accountId, String region) {
        String vpc = seeds.vpc("10.0.0.0/16");
        List<String> subnets = List.of(seeds.subnet(vpc, "a", "10.0.1.0/24"), seeds.subnet(vpc, "b", "10.0.2.0/24"));
        String securityGroup = seeds.securityGroup(vpc, "web");
        String ami = seeds.image("docker-host");
        String balancer = seeds.balancer("main", subnets, securityGroup);
        String externalId = "ionroller";
        String digest = seeds.containerImage("shop", List.of("1.0", "latest"));
        seeds.containerImage("shop", List.of("2.0"));
        return new SeededAccount(
                accountId,
                region,
                seeds.accessKey(),
                "secret",
                vpc,
                subnets,
                securityGroup,
                ami,
                seeds.parameter("/images/docker-host", ami),
                seeds.keyPair("operators"),
                seeds.instanceProfile("web"),
                "shop",
                digest,
                balancer,
                seeds.balancerDns(balancer),
                seeds.listener(balancer, 80),
                seeds.role("deployer", Set.of("*"), Optional.of(externalId)),
                externalId);
    }

    /** Seeds an account's region one by one. */
    public <T> T seed(String accountId, String region, Function<Seeds, T> seeding) {
        return cloud.alone(() -> seeding.apply(new Seeds(cloud, accountId, region)));
    }

    public CloudTime time() {
        return time;
    }

    public Faults faults() {
        return faults;
    }

    public Weather weather() {
        return weather;
    }

    public Limits limits() {
        return limits;
    }

    public CallLog calls() {
        return calls;
    }

    public Findings findings() {
        return findings;
    }

    /** What others do: change weights, kill instances, send requests. */
    public ForeignHands foreign() {
        return foreign;
    }

    /** All that there is, for "nothing doubled, nothing left". */
    public List<Inventory.Resource> resources() {
        return inventory.resources();
    }

    /** The state of each target of a target group, by the id of its instance. */
    public Map<String, String> targets(String targetGroupArn) {
        return inventory.targets(targetGroupArn);
    }

    /** Adds a scenario as {@link ScenarioFile} describes it. */
    public void scenario(JsonNode scenario) {
        new ScenarioFile(faults, weather, limits).apply(scenario);
    }

    public void crashPoints(CrashPoints hooks) {
        handler.crashPoints(hooks);
    }

    @Override
    public void close() {
        front.close();
    }
}
