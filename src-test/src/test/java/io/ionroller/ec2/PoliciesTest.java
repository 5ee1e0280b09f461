package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.aws.CallRecord;
import io.ionroller.aws.cloud.Inventory;
import io.ionroller.deploy.ec2.template.UserData;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The policies of docs/operations/aws allow what the engine and its instances do, and nothing else. */
final class PoliciesTest {

    private static final Path POLICIES = root().resolve("docs/operations/aws");
    private static final Pattern AWS_COMMAND = Pattern.compile("\\baws (ssm|secretsmanager|ecr) ([a-z-]+)");

    /** Allowed and never called: AWS asks for them when another action is called. */
    private static final Map<String, String> DEMANDED_ALONG = Map.of(
            "ec2:RunInstances", "CreateAutoScalingGroup with a launch template",
            "ec2:CreateTags", "CreateLaunchTemplate and CreateAutoScalingGroup, whose template tags what it starts",
            "iam:PassRole", "CreateAutoScalingGroup with a launch template that has an instance profile",
            "autoscaling:CreateOrUpdateTags", "CreateAutoScalingGroup with tags",
            "elasticloadbalancing:AddTags",
                    "CreateTargetGroup, CreateRule, CreateLoadBalancer and CreateListener with tags");

    /** Called, and allowed to everybody. */
    private static final Set<String> ALLOWED_TO_ALL = Set.of("sts:GetCallerIdentity");

    /** Called by somebody else, whose change is to be found. */
    private static final Set<String> BY_OTHERS = Set.of("autoscaling:DetachLoadBalancerTargetGroups");

    /** Allowed to instances, and not by name in their boot script. */
    private static final Map<String, String> OF_DOCKER_AND_KEYS = Map.of(
            "ecr:BatchCheckLayerAvailability", "docker pull",
            "ecr:BatchGetImage", "docker pull",
            "ecr:GetDownloadUrlForLayer", "docker pull",
            "kms:Decrypt", "parameters and secrets that are encrypted with a key of one's own",
            "logs:CreateLogStream", "Docker's log driver awslogs",
            "logs:PutLogEvents", "Docker's log driver awslogs");

    /** What the AWS command line calls for its own commands. */
    private static final Map<String, String> COMMANDS = Map.of(
            "ssm get-parameter", "ssm:GetParameter",
            "secretsmanager get-secret-value", "secretsmanager:GetSecretValue",
            "ecr get-login-password", "ecr:GetAuthorizationToken");

    @Test
    void allowTheEngineWhatItCallsAndNothingElse() throws IOException {
        Set<String> called = new TreeSet<>();
        try (Ec2Ground ground = new Ec2Ground()) {
            Flows flows = new Flows(ground, ground.settings(1));
            flows.plan();
            flows.createShiftRollBackAndRemove();
            flows.createShiftAndRemoveByInstances();
            flows.repeatACreationWhoseRepliesWereLost();
            flows.scaleDownAndSetRightWhatOthersChanged();
            flows.sweepWhatIsLeftOver();
            called.addAll(calledIn(ground));
        }
        try (Ec2Ground ground = Ec2Ground.inCloudTime()) {
            Flows flows = new Flows(ground, ground.ownBalancerSettings(1));
            flows.plan();
            flows.createShiftRollBackAndRemove();
            flows.repeatACreationWhoseRepliesWereLost();
            flows.sweepWhatIsLeftOver();
            called.addAll(calledIn(ground));
        }
        called.removeAll(BY_OTHERS);
        Set<String> expected = new TreeSet<>(called);
        expected.removeAll(ALLOWED_TO_ALL);
        expected.addAll(DEMANDED_ALONG.keySet());
        Set<String> allowed = allowed("engine.json");
        allowed.addAll(allowed("deployed-account.json"));
        assertThat(called).doesNotContainAnyElementsOf(DEMANDED_ALONG.keySet());
        assertThat(allowed).isEqualTo(expected);
        assertThat(allowed("engine.json")).containsExactly("sts:AssumeRole");
        assertThat(allowed("deployed-account-trust.json")).containsExactly("sts:AssumeRole");
    }

    private static Set<String> calledIn(Ec2Ground ground) {
        assertThat(ground.aws().findings().requests()).isEmpty();
        assertThat(ground.aws().resources())
                .as("nothing is left behind")
                .extracting(Inventory.Resource::tags)
                .noneMatch(tags -> tags.containsKey("ionroller:installation"));
        Set<String> called = new TreeSet<>();
        ground.aws().calls().all().forEach(call -> called.add(action(call)));
        return called;
    }

    @Test
    void allowInstancesWhatTheirBootScriptCallsAndNothingElse() throws IOException {
        Set<String> expected = new TreeSet<>(OF_DOCKER_AND_KEYS.keySet());
        AWS_COMMAND.matcher(bootScript()).results().forEach(command -> {
            String words = command.group(1) + " " + command.group(2);
            assertThat(COMMANDS).containsKey(words);
            expected.add(COMMANDS.getOrDefault(words, words));
        });
        assertThat(expected).hasSizeGreaterThan(OF_DOCKER_AND_KEYS.size());
        assertThat(allowed("instance-profile.json")).isEqualTo(expected);
    }

    /** What can be limited to what the engine has made is limited. */
    @Test
    void limitChangesToWhatIsOurs() throws IOException {
        assertThat(statements("deployed-account.json"))
                .filteredOn(statement -> !isReading(statement))
                .hasSizeGreaterThan(8)
                .allSatisfy(statement -> assertThat(statement.has("Condition"))
                        .as(statement.path("Sid").asText())
                        .isTrue());
    }

    /** Of the CloudFormation template, which has the same policies in another form. */
    @Test
    void areTheSameInTheTemplate() throws IOException {
        String template = Files.readString(POLICIES.resolve("ionroller.yaml"));
        Set<String> named = new TreeSet<>();
        Pattern.compile(
                        "\\b(autoscaling|cloudwatch|ec2|elasticloadbalancing|ecr|ssm|sts|iam|route53|secretsmanager|servicequotas|kms|logs):([A-Z][A-Za-z]+)")
                .matcher(template)
                .results()
                .map(found -> found.group())
                .filter(found -> !Set.of("ec2:LaunchTemplate", "ec2:CreateAction", "iam:PassedToService")
                        .contains(found))
                .filter(found -> !Set.of("elasticloadbalancing:CreateAction", "sts:ExternalId", "kms:ViaService")
                        .contains(found))
                .filter(found -> !found.equals("route53:ChangeResourceRecordSetsRecordTypes"))
                .forEach(named::add);
        Set<String> expected = new TreeSet<>();
        for (String file : List.of("engine.json", "deployed-account.json", "instance-profile.json")) {
            expected.addAll(allowed(file));
        }
        assertThat(named).isEqualTo(expected);
    }

    private static boolean isReading(JsonNode statement) {
        return actions(statement).stream()
                .allMatch(action -> action.matches("[a-z0-9]+:(Describe|Get|List|Simulate).*"));
    }

    /** As policies name it; requests to CloudWatch are signed by another name. */
    private static String action(CallRecord call) {
        String service = call.service().equals("monitoring") ? "cloudwatch" : call.service();
        return service + ":" + call.action();
    }

    private static Set<String> allowed(String file) throws IOException {
        Set<String> all = new TreeSet<>();
        statements(file).forEach(statement -> all.addAll(actions(statement)));
        return all;
    }

    private static List<JsonNode> statements(String file) throws IOException {
        List<JsonNode> statements = new ArrayList<>();
        Json.mapper()
                .readTree(POLICIES.resolve(file).toFile())
                .path("Statement")
                .forEach(statements::add);
        assertThat(statements)
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").asText()).isEqualTo("Allow"));
        return statements;
    }

    private static List<String> actions(JsonNode statement) {
        JsonNode action = statement.path("Action");
        List<String> actions = new ArrayList<>();
        if (action.isTextual()) {
            actions.add(action.asText());
        }
        action.forEach(one -> actions.add(one.asText()));
        return actions;
    }

    private static String bootScript() throws IOException {
        try (InputStream script = UserData.class.getResourceAsStream("boot.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
