package io.ionroller.deploy.ec2.settings;

import static io.ionroller.deploy.ec2.settings.SampleSettings.LISTENER;
import static io.ionroller.deploy.ec2.settings.SampleSettings.RULE;
import static io.ionroller.deploy.ec2.settings.SampleSettings.least;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ionroller.deploy.settings.Variable;
import io.ionroller.engine.json.Json;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Ec2SettingsTest {

    @Test
    void theLeastHasTheDefaultsOfTheManual() {
        Ec2Settings settings = least().read();
        assertThat(settings.account()).isEmpty();
        assertThat(settings.network().securityGroups()).isEmpty();
        assertThat(settings.machine())
                .isEqualTo(new Machine(
                        List.of("t3.small"), new AmiSource.Id("ami-0123456789abcdef0"), "cart-instance", null, false));
        assertThat(settings.capacity()).isEqualTo(new Capacity.Fixed(1, 1, 1));
        assertThat(settings.keep()).isEqualTo(new Keep.WholeCapacity());
        assertThat(settings.container().registryAuth()).isEqualTo(new RegistryAuth.None());
        assertThat(settings.container().trafficPort()).isEqualTo(8080);
        assertThat(settings.container().log()).isEqualTo(LogDriver.STANDARD);
        assertThat(settings.container().userData()).isEmpty();
        assertThat(settings.traffic())
                .isEqualTo(new Traffic(
                        settings.traffic().balancer(), "HTTP", null, Duration.ofSeconds(300), Duration.ZERO, 1, null));
        assertThat(settings.readiness()).isEqualTo(new Readiness(1, Duration.ofSeconds(300), Duration.ZERO));
    }

    @Test
    void everythingIsRead() throws IOException {
        Ec2Settings settings = Ec2Settings.of(SettingsPageTest.examples().get(1));
        assertThat(settings.account().orElseThrow().role()).hasToString("arn:aws:iam::123456789012:role/ionroller");
        assertThat(settings.account().orElseThrow().externalId()).contains("shop-7f3a");
        assertThat(settings.machine().instanceTypes()).containsExactly("m7g.large", "m6g.large");
        assertThat(settings.capacity()).isEqualTo(new Capacity.Fixed(2, 3, 9));
        assertThat(settings.keep()).isEqualTo(new Keep.ScaledDown(1));
        assertThat(settings.tags()).isEqualTo(Map.of("team", "checkout", "cost-center", "4711"));
        assertThat(settings.container().registryAuth()).isEqualTo(new RegistryAuth.Ecr());
        assertThat(settings.container().ports())
                .containsExactly(new PortMapping(8080, 80, "tcp"), new PortMapping(8125, 8125, "udp"));
        assertThat(settings.container().volumes()).containsExactly(new VolumeMapping("/var/lib/cart", "/data", false));
        assertThat(settings.container().environment())
                .isEqualTo(Map.of(
                        "LOG_LEVEL",
                        new Variable.Plain<>("info"),
                        "DATABASE_PASSWORD",
                        new Variable.Secret<>(new SecretReference.Secret("shop/cart", "password")),
                        "SIGNING_KEY",
                        new Variable.Secret<>(new SecretReference.Parameter("/shop/cart/signing-key"))));
        LoadBalancer balancer = settings.traffic().balancer();
        assertThat(balancer.place())
                .isEqualTo(new LoadBalancer.OwnRule(
                        LoadBalancer.listenerArn(LISTENER),
                        List.of("shop.example.org"),
                        List.of("/cart", "/cart/*"),
                        200));
        assertThat(balancer.test()).contains(new TestRule.Header("X-Shop-Test", "candidate", 199));
        assertThat(settings.traffic().stickiness()).contains(Duration.ofMinutes(10));
        assertThat(settings.readiness()).isEqualTo(new Readiness(2, Duration.ofMinutes(5), Duration.ofSeconds(60)));
    }

    @Test
    void anEmptyObjectIsToldAllThatIsRequired() {
        assertThat(Ec2Settings.check(new PlatformSettings("ec2", Map.of())))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "region", "vpc", "subnets", "instance_type", "ami", "image", "port_mappings", "load_balancer");
    }

    @Test
    void settingsThatWereNotCheckedAreNotRead() {
        PlatformSettings empty = new PlatformSettings("ec2", Map.of());
        assertThatThrownBy(() -> Ec2Settings.of(empty)).isInstanceOf(InvalidValueException.class);
    }

    /** Each line: a field, what is written there as JSON, and the whole of what is told. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            region               | "Ireland"            | region: got "Ireland", wanted a region such as eu-west-1
            vpc                  | "vpc-1"              | vpc: got "vpc-1", wanted the id of a VPC such as vpc-0123456789abcdef0
            subnets              | ["subnet-x"]         | subnets[0]: got "subnet-x", wanted the id of a subnet such as subnet-0123456789abcdef0
            subnets              | []                   | subnets: got nothing, wanted at least one subnet
            subnets              | ["subnet-01234567", "subnet-01234567"] | subnets[1]: got "subnet-01234567", wanted no item twice
            security_groups      | ["default"]          | security_groups[0]: got "default", wanted the id of a security group such as sg-0123456789abcdef0
            instance_type        | "big"                | instance_type: got "big", wanted an instance type such as t3.small
            instance_types       | ["t3.small"]         | instance_type: got "t3.small", wanted either instance_type or instance_types, not both
            ami                  | "ami-12"             | ami: got "ami-12", wanted the id of an AMI such as ami-0123456789abcdef0, or ssm:/path of a parameter that holds one
            ami                  | "ssm:"               | ami: got "ssm:", wanted the id of an AMI such as ami-0123456789abcdef0, or ssm:/path of a parameter that holds one
            instance_profile     | "a b"                | instance_profile: got "a b", wanted the name or the ARN of an instance profile
            instance_profile     | "arn:aws:iam::1:role/x" | instance_profile: got "arn:aws:iam::1:role/x", wanted the name or the ARN of an instance profile
            detailed_monitoring  | "yes"                | detailed_monitoring: got "yes", wanted true or false
            capacity             | "many"               | capacity: got "many", wanted "match_current" or an object of min, desired and max
            capacity             | 3                    | capacity: got 3, wanted an object
            capacity.max         | 501                  | capacity.max: got 501, wanted a whole number from 1 to 500
            capacity.desired     | 0                    | capacity.desired: got 0, wanted a whole number from 1 to 500
            capacity             | {"min": 3, "desired": 2} | capacity.desired: got 2, wanted min <= desired <= max; min is 3, max is 2
            capacity.most        | 4                    | capacity.most: got 4, wanted no such field; known are desired, max, min
            keep                 | "nothing"            | keep: got "nothing", wanted "capacity" or {"scaled_down": {"min": 1}}
            keep.scaled_down.min | 2                    | keep.scaled_down.min: got 2, wanted at most the desired capacity 1
            keep                 | {}                   | keep.scaled_down: got nothing, wanted {"min": instances that stay}
            image                | "app:1.0"            | image: got "app:1.0", wanted a repository such as registry/app, without a tag or with one that contains {version}, and optionally @sha256: and 64 hex digits
            registry_auth        | "ecr"                | registry_auth: got "ecr", wanted an image of 123456789012.dkr.ecr.REGION.amazonaws.com, or none
            registry_auth        | {}                   | registry_auth.dockercfg_secret: got nothing, wanted ssm:/path, secretsmanager:name or secretsmanager:ARN, the latter two optionally with #json-key
            port_mappings        | []                   | port_mappings: got nothing, wanted 1 to 50 mappings
            port_mappings        | [{"host": 80}]       | port_mappings[0].container: got nothing, wanted a port from 1 to 65535
            port_mappings        | [{"host": 80, "container": 1}, {"host": 80, "container": 2}] | port_mappings[1].host: got 80, wanted no port of the instance twice
            port_mappings        | [{"host": 80, "container": 1, "protocol": "udp"}] | traffic_port: got 0, wanted the host port of a mapping in port_mappings with protocol tcp
            traffic_port         | 81                   | traffic_port: got 81, wanted the host port of a mapping in port_mappings with protocol tcp
            volume_mappings      | [{"host": "data", "container": "/data"}] | volume_mappings[0].host: got "data", wanted an absolute path without ':' and ','
            volume_mappings      | [{"host": "/a", "container": "/x"}, {"host": "/b", "container": "/x"}] | volume_mappings[1].container: got "/x", wanted no path twice
            run_args             | [1]                  | run_args[0]: got 1, wanted a string
            environment.1A       | "x"                  | environment.1A: got "1A", wanted a name matching [A-Za-z_][A-Za-z0-9_.-]*, not beginning with IONROLLER_
            environment.IONROLLER_X | "x"               | environment.IONROLLER_X: got "IONROLLER_X", wanted a name matching [A-Za-z_][A-Za-z0-9_.-]*, not beginning with IONROLLER_
            environment.A        | 1                    | environment.A: got 1, wanted a string without zero characters, or {"secret": "ssm:/path"}
            environment.A        | {"secret": "x"}      | environment.A.secret: got "x", wanted ssm:/path, secretsmanager:name or secretsmanager:ARN, the latter two optionally with #json-key
            environment.A        | {"secret": "secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf"} | environment.A.secret: got "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf", wanted an ARN of the region eu-west-1
            log                  | {}                   | log.driver: got nothing, wanted awslogs, fluentd, gcplogs, gelf, journald, json-file, local, none, splunk or syslog
            log.driver           | "awslogs"            | log.options.awslogs-group: got nothing, wanted the log group in CloudWatch that the output goes to
            tags.ionroller:x     | "1"                  | tags.ionroller:x: got "ionroller:x", wanted a key that does not begin with aws: or ionroller:
            tags.AWS:x           | "1"                  | tags.AWS:x: got "AWS:x", wanted a key that does not begin with aws: or ionroller:
            tags.a               | "1;2"                | tags.a: got "1;2", wanted at most 256 letters, digits, spaces and _.:/=+-@
            protocol             | "TCP"                | protocol: got "TCP", wanted HTTP or HTTPS
            stickiness           | "169h"               | stickiness: got "169h", wanted whole seconds from 1s to 168h
            deregistration_delay | "1500ms"             | deregistration_delay: got "1500ms", wanted whole seconds from 0s to 1h
            slow_start           | "29s"                | slow_start: got "29s", wanted 0s, or whole seconds from 30s to 15m
            drain_periods        | 11                   | drain_periods: got 11, wanted a whole number from 0 to 10
            observations         | 0                    | observations: got 0, wanted a whole number from 1 to 10
            health_grace         | "3h"                 | health_grace: got "3h", wanted whole seconds from 0s to 2h
            dns                  | {"zone_id": "Z1", "name": "Cart"} | dns.name: got "Cart", wanted a domain name in lower case such as cart.example.org
            account              | {}                   | account.role_arn: got nothing, wanted the ARN of a role such as arn:aws:iam::123456789012:role/ionroller
            account.role_arn     | "arn:aws:iam::123456789012:user/x" | account.role_arn: got "arn:aws:iam::123456789012:user/x", wanted the ARN of a role such as arn:aws:iam::123456789012:role/ionroller
            sbunets              | []                   | sbunets: got [], wanted no such field; known are account, ami, capacity, container
            """)
    void eachMistakeIsToldOnce(String field, String json, String told) throws JsonProcessingException {
        List<String> mistakes =
                least().with(field, Json.mapper().readValue(json, Object.class)).mistakes();
        if (field.equals("sbunets")) {
            assertThat(mistakes).singleElement().asString().startsWith(told.substring(0, told.indexOf("container")));
        } else {
            assertThat(mistakes).containsExactly(told);
        }
    }

    @Test
    void allArnsAreOfOneRegionAndAccount() {
        assertThat(least().with("region", "eu-central-1").mistakes())
                .containsExactly(
                        "load_balancer.rule: got \"" + shortened(RULE) + ", wanted an ARN of the region eu-central-1");
        assertThat(least().with("account.role_arn", "arn:aws:iam::210987654321:role/x")
                        .with("instance_profile", "arn:aws:iam::123456789012:instance-profile/x")
                        .mistakes())
                .hasSize(2)
                .allSatisfy(sentence -> assertThat(sentence)
                        .endsWith("wanted an ARN of the account 210987654321, which account.role_arn names"));
    }

    private static String shortened(String text) {
        return text.substring(0, 99) + "...";
    }

    @Test
    void rightsNeedAnInstanceProfile() {
        SampleSettings settings = least().without("instance_profile");
        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.with("environment.A", Map.of("secret", "ssm:/a")).mistakes())
                .containsExactly("instance_profile: got nothing,"
                        + " wanted an instance profile, with which secrets of environment are read");
        assertThat(settings.with("registry_auth", Map.of("dockercfg_secret", "ssm:/a"))
                        .mistakes())
                .containsExactly(
                        "instance_profile: got nothing, wanted an instance profile, with which registry_auth is done");
    }

    @Test
    void capacityFillsUpFromWhatIsGiven() {
        assertThat(least().with("capacity", Map.of("min", 2)).read().capacity()).isEqualTo(new Capacity.Fixed(2, 2, 2));
        assertThat(least().with("capacity", Map.of("desired", 3)).read().capacity())
                .isEqualTo(new Capacity.Fixed(1, 3, 3));
        assertThat(least().with("capacity", Map.of("min", 0)).read().capacity()).isEqualTo(new Capacity.Fixed(0, 1, 1));
    }

    @Test
    void capacityMatchesTheCurrentOne() {
        Capacity match = least().with("capacity", "match_current").read().capacity();
        assertThat(match.resolve(Optional.empty())).isEqualTo(Capacity.Fixed.ONE);
        Capacity.Fixed current = new Capacity.Fixed(2, 5, 9);
        assertThat(match.resolve(Optional.of(current))).isEqualTo(current);
        assertThat(Capacity.Fixed.ONE.resolve(Optional.of(current))).isEqualTo(Capacity.Fixed.ONE);
    }

    @Test
    void fortyTagsAndNoMore() {
        SampleSettings settings = least();
        IntStream.range(0, 40).forEach(i -> settings.with("tags.t" + i, "x"));
        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.with("tags.more", "x").mistakes()).containsExactly("tags: got 41, wanted at most 40 tags");
    }

    @Test
    void fortyInstanceTypesAndNoMore() {
        SampleSettings settings = least().without("instance_type");
        assertThat(settings.with("instance_types", types(40)).mistakes()).isEmpty();
        assertThat(settings.with("instance_types", types(41)).mistakes())
                .containsExactly("instance_types: got 41 types, wanted 1 to 40 types");
        assertThat(settings.with("instance_types", Collections.emptyList()).mistakes())
                .containsExactly("instance_types: got 0 types, wanted 1 to 40 types");
    }

    private static List<String> types(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i + ".small").toList();
    }

    @Test
    void severalMistakesAreToldAtOnce() {
        assertThat(least().with("vpc", "x")
                        .with("capacity.max", 0)
                        .with("port_mappings", List.of(Map.of("host", 0, "container", 80)))
                        .with("environment.A", Map.of("secret", 1, "other", 2))
                        .mistakes())
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "vpc", "capacity.max", "port_mappings[0].host", "environment.A.secret", "environment.A.other");
    }
}
