package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The texts here are what was released: each must stay readable by the next version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetMessageSerializerTest {

    private static final String ASKER = "pekko://ion@10.0.0.7:17355/system/aws-budgets#42";
    private static final String REPORT = """
            {"node":"pekko://ion@10.0.0.7:17355#7","demand":{"verify":2.5},"throttles":1,"rate":10.0,"nodes":3,\
            "reply_to":"pekko://ion@10.0.0.7:17355/system/aws-budgets#42"}""";
    private static final String ANSWER = """
            {"key":"123456789012/eu-west-1/elb-read","per_second":3.5,"rate":10.0,"nodes":3}""";

    private final ActorTestKit kit = ActorTestKit.create(
            "messages",
            ConfigFactory.parseString("pekko.actor.provider = cluster, pekko.remote.artery.canonical.port = 0,"
                    + " pekko.remote.artery.canonical.hostname = \"127.0.0.1\", pekko.cluster.jmx.enabled = off"));

    private final BudgetMessageSerializer serializer =
            new BudgetMessageSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()));

    private final ActorRef<BudgetReporter.Message> asker =
            ActorRefResolver.get(kit.system()).resolveActorRef(ASKER);

    private final ApiBudget.Report report =
            new ApiBudget.Report("pekko://ion@10.0.0.7:17355#7", Map.of("verify", 2.5), 1, 10, 3, asker);

    private final BudgetReporter.Answer answer =
            new BudgetReporter.Answer("123456789012/eu-west-1/elb-read", 3.5, 10, 3);

    @AfterAll
    void end() {
        kit.shutdownTestKit();
    }

    @Test
    void writesReportsAsReleased() {
        assertThat(new String(serializer.toBinary(report), StandardCharsets.UTF_8))
                .isEqualTo(REPORT);
    }

    @Test
    void readsReportsAsReleased() throws IOException {
        assertThat(serializer.fromBinary(REPORT.getBytes(StandardCharsets.UTF_8), serializer.manifest(report)))
                .isEqualTo(report);
    }

    @Test
    void writesAnswersAsReleased() {
        assertThat(new String(serializer.toBinary(answer), StandardCharsets.UTF_8))
                .isEqualTo(ANSWER);
    }

    @Test
    void readsAnswersAsReleased() throws IOException {
        assertThat(serializer.fromBinary(ANSWER.getBytes(StandardCharsets.UTF_8), serializer.manifest(answer)))
                .isEqualTo(answer);
    }

    @Test
    void ignoresFieldsOfANewerVersion() throws IOException {
        byte[] newer = ANSWER.replace("{", "{\"capacity\":13,").getBytes(StandardCharsets.UTF_8);
        assertThat(serializer.fromBinary(newer, "answer")).isEqualTo(answer);
    }

    @Test
    void dropsAMessageOfANewerVersion() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "loan"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("newer version");
    }
}
