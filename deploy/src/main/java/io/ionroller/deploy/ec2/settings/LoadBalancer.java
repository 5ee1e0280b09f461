package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What shares a service's traffic among its environments: a rule of an Application Load Balancer, a target group that they share, or
 * records that lead to balancers of their own.
 *
 * @param place the rule or where to make one, the target group, or what balancer each environment has
 * @param testOrNull by what requests reach a new environment before it has traffic; null for none
 */
public record LoadBalancer(Place place, @Nullable TestRule testOrNull) {

    /** The lowest priority of a rule, which is the highest number. */
    static final int LAST_PRIORITY = 50_000;

    /** AWS allows 5 values in the conditions of a rule (quotas of Application Load Balancers). */
    private static final int MOST_VALUES = 5;

    private static final Pattern LISTENER = Pattern.compile("listener/app/[^/]+/[0-9A-Za-z]+/[0-9A-Za-z]+");
    private static final Pattern RULE =
            Pattern.compile("listener-rule/app/[^/]+/[0-9A-Za-z]+/[0-9A-Za-z]+/[0-9A-Za-z]+");
    private static final String WANTED_LISTENER =
            "the ARN of a listener of an Application Load Balancer, arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/...";
    private static final String WANTED_RULE =
            "the ARN of a rule of an Application Load Balancer, arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener-rule/app/...";
    private static final Arn NO_RULE =
            new Arn("aws", "elasticloadbalancing", "us-east-1", "000000000000", "listener-rule/app/none/0/0/0");

    private static final String[] OF_RULES = {"rule", "listener", "host", "path", "priority", "test"};

    /** Stands in where no balancer could be read. */
    static final LoadBalancer NONE = new LoadBalancer(new ExistingRule(NO_RULE), null);

    /** What shares the traffic. */
    public sealed interface Place permits RulePlace, SharedTargetGroup, OwnBalancer {}

    /** How an environment that is there gets all traffic, as the end of a sentence. */
    public String trafficReturns() {
        return switch (place) {
            case RulePlace rule -> "in one change of the rule, within about a second";
            case SharedTargetGroup shared ->
                "instance by instance: all go in with one call, and when the target group has found them healthy, the"
                        + " others come out with another";
            case OwnBalancer own ->
                "in one change of records, which takes up to a minute to be everywhere, and resolvers follow up to"
                        + " 60 s later";
        };
    }

    /** A rule that shares the traffic. */
    public sealed interface RulePlace extends Place {

        /** The listener that the rule is or will be on. */
        Arn listener();
    }

    /** A rule that is there already and that the service owns from now on: its actions, not its conditions. */
    public record ExistingRule(Arn rule) implements RulePlace {
        @Override
        public Arn listener() {
            String resource = rule.resource();
            return rule.withResource(
                    "listener/" + resource.substring(resource.indexOf('/') + 1, resource.lastIndexOf('/')));
        }
    }

    /**
     * A rule that is made for the service.
     *
     * @param hosts host names, with {@code *} and {@code ?}; empty for any
     * @param paths paths, with {@code *} and {@code ?}; empty for any, but not both empty
     * @param priorityOrZero 1 to 50000; 0 for the first free one
     */
    public record OwnRule(Arn listener, List<String> hosts, List<String> paths, int priorityOrZero)
            implements RulePlace {

        private static final Pattern HOST =
                Pattern.compile("(?=.{1,128}$)[A-Za-z0-9*?-]+(\\.[A-Za-z0-9*?-]+)*\\.[A-Za-z*?]+");
        private static final Pattern PATH = Pattern.compile("[/*?][A-Za-z0-9_.$/~\"'@:+&*?-]{0,127}");
        private static final String WANTED_HOST =
                "a host name such as shop.example.org or *.example.org, at most 128 characters";
        private static final String WANTED_PATH = "a path such as /cart/*, at most 128 characters";

        public OwnRule {
            hosts = List.copyOf(hosts);
            paths = List.copyOf(paths);
            if (hosts.isEmpty() && paths.isEmpty()) {
                throw new InvalidValueException(
                        "host",
                        "nothing",
                        "at least one host or path: a rule for everything would take other services' traffic");
            }
            if (hosts.size() + paths.size() > MOST_VALUES) {
                throw new InvalidValueException(
                        "host", hosts.size() + paths.size() + " hosts and paths", "at most 5 hosts and paths together");
            }
        }

        /** The priority that the rule is to have; empty for the first free one. */
        public OptionalInt priority() {
            return priorityOrZero == 0 ? OptionalInt.empty() : OptionalInt.of(priorityOrZero);
        }

        private static OwnRule read(SettingsReader reader, Arn listener) {
            List<String> hosts = reader.values("host", text -> Shapes.need("", text, HOST, WANTED_HOST));
            List<String> paths = reader.values("path", text -> Shapes.need("", text, PATH, WANTED_PATH));
            int priority = reader.whole("priority", 1, LAST_PRIORITY).orElse(0);
            OwnRule standIn = new OwnRule(listener, List.of("none.invalid"), List.of(), priority);
            // What is left of a list that was refused says nothing about the whole.
            return reader.refused("host") || reader.refused("path")
                    ? standIn
                    : reader.build(() -> new OwnRule(listener, hosts, paths, priority), standIn);
        }
    }

    public LoadBalancer {
        if (testOrNull instanceof TestRule.Header header && place instanceof OwnRule rule) {
            if (rule.hosts().size() + rule.paths().size() == MOST_VALUES) {
                throw new InvalidValueException(
                        "test.header",
                        "5 hosts and paths beside it",
                        "at most 4, for the header is the fifth condition");
            }
            if (rule.priorityOrZero() > 0 && header.priorityOrZero() >= rule.priorityOrZero()) {
                throw new InvalidValueException(
                        "test.priority",
                        header.priorityOrZero(),
                        "less than the rule's priority " + rule.priorityOrZero()
                                + ", so that the header is looked at first");
            }
        }
    }

    /** By what requests reach a new environment before it has traffic. */
    public Optional<TestRule> test() {
        return Optional.ofNullable(testOrNull);
    }

    static Arn listenerArn(String text) {
        return Arn.parse(text, "elasticloadbalancing", LISTENER, WANTED_LISTENER);
    }

    static LoadBalancer read(SettingsReader reader) {
        Place place = readPlace(reader);
        TestRule test = place instanceof RulePlace
                ? reader.object("test").flatMap(TestRule::read).orElse(null)
                : null;
        return reader.build(() -> new LoadBalancer(place, test), new LoadBalancer(place, null));
    }

    /** Refuses what belongs to rules beside something else. */
    static void refuseOfRules(SettingsReader reader, String beside) {
        for (String field : OF_RULES) {
            if (reader.has(field)) {
                reader.refuse(field, null, "no " + field + " beside " + beside);
            }
        }
        reader.ask(OF_RULES);
    }

    private static Place readPlace(SettingsReader reader) {
        if (reader.has("target_group")) {
            return SharedTargetGroup.read(reader);
        }
        SharedTargetGroup.refuseWithout(reader);
        Optional<OwnBalancer> own = reader.object("own").map(OwnBalancer::read);
        if (reader.has("own")) {
            refuseOfRules(reader, "own, which shares no balancer");
            return own.orElse(new OwnBalancer("internal", List.of(), List.of(), 1, null, null));
        }
        Optional<Arn> rule = reader.value("rule", text -> Arn.parse(text, "elasticloadbalancing", RULE, WANTED_RULE));
        Optional<Arn> listener = reader.value("listener", LoadBalancer::listenerArn);
        if (reader.has("listener") && !reader.has("rule")) {
            return OwnRule.read(reader, listener.orElseGet(() -> new ExistingRule(NO_RULE).listener()));
        }
        if (reader.has("rule") && reader.has("listener")) {
            reader.refuse("rule", rule.orElse(null), "either rule or listener, not both");
        } else {
            reader.required(
                    "rule", rule, WANTED_RULE + ", or listener with host or path, target_group, or own", NO_RULE);
        }
        for (String ofOwnRule : List.of("host", "path", "priority")) {
            if (reader.has(ofOwnRule) && !reader.has("listener")) {
                reader.refuse(ofOwnRule, null, "no " + ofOwnRule + " beside rule, which has its own conditions");
            }
        }
        reader.ask("host", "path", "priority");
        return new ExistingRule(rule.orElse(NO_RULE));
    }
}
