package io.ionroller.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.GateKey;
import io.ionroller.deploy.ec2.gate.GateSettings;
import io.ionroller.deploy.ec2.gate.Gates;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.TimerThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateMetricsTest {

    private static final GateKey KEY = new GateKey("123456789012", "eu-west-1", ApiFamily.ELB_READ);

    private final TimerThread time = new TimerThread(Executors.newVirtualThreadPerTaskExecutor());
    private final Gates gates =
            Gates.alone(GateSettings.from(ConfigFactory.load().getConfig("ionroller.ec2.gate")), time);
    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
        time.close();
    }

    @Test
    void countsCallsOfGatesAndActionsUsedSinceTheLastReading() {
        assertThat(text())
                .contains("jvm_memory_used_bytes", "ionroller_catalog_lag 3.0")
                .doesNotContain("ionroller_aws_calls_total");

        call(Lane.VERIFY, "DescribeRules");
        assertThat(text())
                .contains(
                        "ionroller_aws_calls_total{account=\"123456789012\",action=\"DescribeRules\",family=\"elb-read\","
                                + "region=\"eu-west-1\"} 1.0");

        call(Lane.VERIFY, "DescribeRules");
        call(Lane.ROLLBACK, "DescribeTags");
        assertThat(text())
                .contains("action=\"DescribeRules\",family=\"elb-read\",region=\"eu-west-1\"} 2.0")
                .contains("action=\"DescribeTags\",family=\"elb-read\",region=\"eu-west-1\"} 1.0")
                .contains(
                        "ionroller_aws_wait_seconds_count{account=\"123456789012\",family=\"elb-read\",lane=\"rollback\","
                                + "region=\"eu-west-1\"} 1")
                .contains("ionroller_aws_throttled_total")
                .contains("ionroller_aws_waiting{")
                .contains("ionroller_aws_rate{");
    }

    private String text() {
        return metrics.text(gates, CompletableFuture.completedStage(3L))
                .toCompletableFuture()
                .join();
    }

    private void call(Lane lane, String action) {
        CompletableFuture<String> made = gates.gate(KEY)
                .call(lane, action, () -> CompletableFuture.completedStage("made"))
                .toCompletableFuture();
        assertThat(made).isCompleted();
    }
}
