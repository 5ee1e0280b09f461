package io.ionroller.deploy.ec2.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes of a cluster, with real messages between them. */
class SharedBudgetsTest {

    private static final Config CONFIG = ConfigFactory.parseString("""
            pekko {
              actor {
                provider = cluster
                allow-java-serialization = off
                serializers.budget-message = "io.ionroller.deploy.ec2.gate.BudgetMessageSerializer"
                serialization-bindings {
                  "io.ionroller.deploy.ec2.gate.ApiBudget$Report" = budget-message
                  "io.ionroller.deploy.ec2.gate.BudgetReporter$Answer" = budget-message
                }
              }
              remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              cluster {
                jmx.enabled = off
                periodic-tasks-initial-delay = 20ms
                gossip-interval = 100ms
                leader-actions-interval = 50ms
                sharding.distributed-data.durable.keys = []
              }
            }""");

    private static final GateSettings SETTINGS =
            GateSettings.from(ConfigFactory.parseString("sharing { report-every = 100ms, silent-after = 60s }")
                    .withFallback(ConfigFactory.load().getConfig("ionroller.ec2.gate")));

    private final TimerThread time = new TimerThread(Runnable::run);
    private final List<ActorTestKit> nodes = Stream.generate(() -> ActorTestKit.create("budgets", CONFIG))
            .limit(2)
            .toList();

    @AfterEach
    void end() {
        // The oldest last: it has the shards' coordinator.
        nodes.reversed().forEach(ActorTestKit::shutdownTestKit);
        time.close();
    }

    @Test
    void twoNodesShareARateByWhatTheyNeed() {
        Cluster first = Cluster.get(nodes.get(0).system());
        nodes.forEach(node -> Cluster.get(node.system())
                .manager()
                .tell(Join.create(first.selfMember().address())));
        List<Budget> budgets = nodes.stream()
                .map(node -> SharedBudgets.start(node.system(), SETTINGS, time).budget(Scene.KEY))
                .toList();
        Stream.generate(() -> Lane.VERIFY).limit(100).forEach(budgets.get(1)::entered);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(budgets.get(1).allowance(time.now()).perSecond()).isGreaterThan(9);
            assertThat(budgets.get(0).allowance(time.now()).perSecond()).isBetween(0.4, 0.6);
            assertThat(budgets.get(0).allowance(time.now()).capacity()).isEqualTo(20);
        });
    }
}
