package io.ionroller.deploy.ec2.template;

import static io.ionroller.deploy.ec2.settings.SampleSettings.least;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.deploy.ec2.settings.SampleSettings;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The boot script, run for real with programs that write down what they are called with. */
final class UserDataTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private static final String HOSTILE =
            "it's \"$HOME\" `touch pwned`; $(touch pwned) \\ & | > pwned\n'; touch pwned #\t!! *  é";

    private @TempDir Path folder;
    private FakeInstance instance;

    @BeforeEach
    void makeInstance() throws IOException {
        instance = new FakeInstance(folder);
    }

    @Test
    void runsTheContainer() throws Exception {
        UserData script = render(least().with("run_args", List.of("--workers", "4"))
                .with("environment", Map.of("B", "2", "A", ""))
                .with(
                        "port_mappings",
                        List.of(
                                Map.of("host", 8080, "container", 80),
                                Map.of("host", 53, "container", 5353, "protocol", "udp")))
                .with(
                        "volume_mappings",
                        List.of(
                                Map.of("host", "/var/lib/cart data", "container", "/data"),
                                Map.of("host", "/etc/ssl", "container", "/ssl", "read_only", true)))
                .with(
                        "log",
                        Map.of("driver", "local", "options", Map.of("tag", "{environment}/{version}/{instance}"))));
        assertThat(instance.boot(script)).as(instance.read("output")).isZero();
        String image = "registry.example.org/shop/cart@" + DIGEST;
        assertThat(instance.calls("docker", "pull")).containsExactly(List.of("pull", image));
        List<String> run = instance.calls("docker", "run").getFirst();
        assertThat(run.subList(0, 6))
                .containsExactly("run", "--detach", "--name", "ionroller", "--restart", "unless-stopped");
        assertThat(run.subList(18, run.size()))
                .containsExactly(
                        "--log-driver",
                        "local",
                        "--publish",
                        "8080:80/tcp",
                        "--publish",
                        "53:5353/udp",
                        "--volume",
                        "/var/lib/cart data:/data",
                        "--volume",
                        "/etc/ssl:/ssl:ro",
                        "--env",
                        "A=",
                        "--env",
                        "B=2",
                        "--log-opt",
                        "tag=cart-7/1.2.3/i-0123",
                        image,
                        "--workers",
                        "4");
        assertThat(instance.read("environment"))
                .contains(
                        "IONROLLER_SERVICE=cart\n",
                        "IONROLLER_ENVIRONMENT=cart-7\n",
                        "IONROLLER_VERSION=1.2.3\n",
                        "IONROLLER_INSTANCE=i-0123\n",
                        "IONROLLER_REGION=eu-west-1\n");
        assertThat(instance.console()).isEqualTo(UserData.DONE + " cart-7 runs " + image + " on i-0123\n");
    }

    @Test
    void takesEveryValueForItself() throws Exception {
        UserData script = render(least().with("run_args", List.of(HOSTILE, "", "{instance}"))
                .with("environment.A", HOSTILE)
                .with("volume_mappings", List.of(Map.of("host", "/$(touch pwned);'x", "container", "/y \"z")))
                .with("log", Map.of("driver", "local", "options", Map.of("tag", "$(touch pwned)'\"&"))));
        assertThat(instance.boot(script)).as(instance.read("output")).isZero();
        List<String> run = instance.calls("docker", "run").getFirst();
        assertThat(run).contains("A=" + HOSTILE, "/$(touch pwned);'x:/y \"z", "tag=$(touch pwned)'\"&");
        assertThat(run.subList(run.size() - 3, run.size())).containsExactly(HOSTILE, "", "{instance}");
        assertThat(instance.has("pwned")).isFalse();
    }

    @Test
    void isTheSameEveryTimeAndGoodBash() throws Exception {
        SampleSettings settings = least().with("environment", Map.of("A", HOSTILE, "B", "1", "C", "2"))
                .with("user_data", "echo 'unclosed");
        assertThat(render(settings)).isEqualTo(render(settings));
        UserData script = render(settings);
        assertThat(script.script()).startsWith("#!/bin/bash\n").doesNotContain("\n#");
        assertThat(new String(Base64.getDecoder().decode(script.base64()), StandardCharsets.UTF_8))
                .isEqualTo(script.script());
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var input = bash.getOutputStream()) {
            input.write(script.script().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void secretsAreFetchedByTheInstanceAndSeenNowhereElse() throws Exception {
        instance.secret("/cart/key", "k=\"1' $x #\\\n")
                .secret("shop/cart", "{\"user\": \"cart\", \"password\": \"p'\\\"w\", \"port\": 5432}\n");
        UserData script = render(least().with("environment.KEY", Map.of("secret", "ssm:/cart/key"))
                .with("environment.PASSWORD", Map.of("secret", "secretsmanager:shop/cart#password"))
                .with("environment.PORT", Map.of("secret", "secretsmanager:shop/cart#port")));
        assertThat(instance.boot(script)).as(instance.read("output")).isZero();
        assertThat(instance.read("env-file")).isEqualTo("KEY=k=\"1' $x #\\\nPASSWORD=p'\"w\nPORT=5432\n");
        assertThat(instance.read("rights")).isEqualTo("600\n700\n");
        assertThat(instance.calls("aws", "ssm").getFirst())
                .containsExactly(
                        "ssm",
                        "get-parameter",
                        "--region",
                        "eu-west-1",
                        "--with-decryption",
                        "--name",
                        "/cart/key",
                        "--query",
                        "Parameter.Value",
                        "--output",
                        "text");
        assertThat(instance.calls("docker", "run").toString())
                .doesNotContain("p'\"w")
                .doesNotContain("KEY=");
        assertThat(instance.console() + instance.read("output")).doesNotContain("p'\"w");
        assertThat(instance.has("run")).as("what is in memory is gone").isFalse();
    }

    @Test
    void aSecretThatIsNotThereFailsTheBoot() throws Exception {
        assertThat(instance.boot(render(least().with("environment.KEY", Map.of("secret", "ssm:/nowhere")))))
                .isEqualTo(1);
        assertThat(instance.console())
                .isEqualTo(UserData.FAILED
                        + " cannot read the parameter /nowhere: An error occurred (NotFound): /nowhere\n");
        assertThat(instance.calls("aws", "ssm")).hasSize(5);
        assertThat(instance.calls("docker", "run")).isEmpty();
    }

    @Test
    void aKeyThatASecretHasNotFailsTheBoot() throws Exception {
        instance.secret("s", "{\"a\": 1}");
        assertThat(instance.boot(render(least().with("environment.KEY", Map.of("secret", "secretsmanager:s#b")))))
                .isEqualTo(1);
        assertThat(instance.console()).startsWith(UserData.FAILED + " cannot read the key b of the secret s: ");
    }

    @Test
    void aSecretOfSeveralLinesFailsTheBoot() throws Exception {
        instance.secret("/pem", "one\ntwo\n");
        assertThat(instance.boot(render(least().with("environment.KEY", Map.of("secret", "ssm:/pem")))))
                .isEqualTo(1);
        assertThat(instance.console())
                .isEqualTo(UserData.FAILED + " the secret of KEY has several lines, wanted one; encode it in base64\n");
    }

    @Test
    void secretsAreNotWrittenToADisk() throws Exception {
        instance.file("kind", "ext2/ext3\n");
        assertThat(instance.boot(render(least()))).isEqualTo(1);
        assertThat(instance.console()).startsWith(UserData.FAILED).endsWith("run is on ext2/ext3, wanted tmpfs\n");
    }

    @Test
    void logsInToEcr() throws Exception {
        UserData script = render(least().with("image", ECR + "/cart").with("registry_auth", "ecr"));
        assertThat(instance.boot(script)).as(instance.read("output")).isZero();
        assertThat(instance.calls("aws", "ecr"))
                .containsExactly(List.of("ecr", "get-login-password", "--region", "eu-central-1"));
        assertThat(instance.calls("docker", "login"))
                .containsExactly(List.of("login", "--username", "AWS", "--password-stdin", ECR));
        assertThat(instance.read("password")).isEqualTo("ecr-token");
    }

    @Test
    void takesBothShapesOfCredentialFiles() throws Exception {
        UserData script = render(least().with("registry_auth.dockercfg_secret", "ssm:/dockercfg"));
        String old = "{\"https://index.docker.io/v1/\": {\"auth\": \"eDp5\"}}";
        instance.secret("/dockercfg", old);
        assertThat(instance.boot(script)).as(instance.read("output")).isZero();
        assertThat(instance.read("config.json")).isEqualTo("{\"auths\":" + old + "}");
        String today = "{\"auths\": " + old + "}";
        instance.secret("/dockercfg", today);
        assertThat(instance.boot(script)).isZero();
        assertThat(instance.read("config.json")).isEqualTo(today);
    }

    @Test
    void pullsAgainWhenTheRegistryIsAway() throws Exception {
        instance.file("failures", "1\n2\n");
        assertThat(instance.boot(render(least()))).isZero();
        assertThat(instance.calls("docker", "pull")).hasSize(3);
        instance.file("failures", "1\n2\n3\n4\n5\n6\n");
        assertThat(instance.boot(render(least()))).isEqualTo(1);
        assertThat(instance.console())
                .endsWith(UserData.FAILED + " cannot pull registry.example.org/shop/cart@" + DIGEST
                        + ": Error: registry is away\n");
    }

    @Test
    void saysWhyDockerRefuses() throws Exception {
        instance.file("refuse", "");
        assertThat(instance.boot(render(least()))).isEqualTo(1);
        assertThat(instance.console()).endsWith(": docker: Error: port is taken.\n");
    }

    @Test
    void tellsTheLastWordsOfAContainerThatEnds() throws Exception {
        instance.file("inspect", "1 true 137\n");
        assertThat(instance.boot(render(least()))).isZero();
        assertThat(instance.console())
                .contains(UserData.DONE)
                .endsWith(UserData.ENDED + " status 137; it is started again; its last lines:\n  its last words\n");
    }

    @Test
    void userDataRunsBeforeDockerAndMayFail() throws Exception {
        UserData good = render(
                least().with(
                                "user_data",
                                "echo \"$IONROLLER_INSTANCE $IONROLLER_ENVIRONMENT\" > prepared\ncp calls before\numask > mask\n"));
        assertThat(instance.boot(good)).as(instance.read("output")).isZero();
        assertThat(instance.read("prepared")).isEqualTo("i-0123 cart-7\n");
        assertThat(instance.read("before")).doesNotContain("docker");
        assertThat(instance.read("mask")).isEqualTo("0022\n");
        assertThat(instance.boot(render(least().with("user_data", "(exit 7)\ntouch further"))))
                .isEqualTo(1);
        assertThat(instance.console()).endsWith(UserData.FAILED + " user_data ended with status 7\n");
        assertThat(instance.has("further")).isFalse();
        assertThat(instance.boot(render(least().with("user_data", "echo 'unclosed"))))
                .isEqualTo(1);
        assertThat(instance.console()).contains(UserData.FAILED + " user_data ended with status 2\n");
    }

    @Test
    void whatIsTooLongIsToldWithTheSettings() {
        SampleSettings long1 = least().with("user_data", "#".repeat(16 * 1024));
        assertThat(UserData.check(new ServiceName("cart"), long1.platform()))
                .singleElement()
                .extracting(Violation::sentence)
                .asString()
                .matches("user_data: got \\d+ bytes, wanted at most 16384 bytes for the whole boot script.*");
        assertThatThrownBy(() -> render(long1)).isInstanceOf(InvalidValueException.class);
        assertThat(UserData.check(
                        new ServiceName("cart"),
                        least().with("user_data", "#".repeat(9 * 1024)).platform()))
                .isEmpty();
        assertThat(UserData.check(
                        new ServiceName("cart"), least().without("vpc").platform()))
                .extracting(Violation::field)
                .containsExactly("vpc");
    }

    private static UserData render(SampleSettings settings) {
        var container = settings.read().container();
        return UserData.render(
                EnvironmentId.parse("cart-7"),
                new Version("1.2.3"),
                container,
                new ResolvedImage(container.image().reference(DIGEST), DIGEST));
    }
}
