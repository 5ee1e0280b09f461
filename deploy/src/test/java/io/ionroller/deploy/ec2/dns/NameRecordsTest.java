package io.ionroller.deploy.ec2.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.ServiceName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

final class NameRecordsTest {

    private static final Installation INSTALLATION = new Installation("ionroller");
    private static final ServiceName CART = new ServiceName("cart");
    private static final EnvironmentId OLD = new EnvironmentId(CART, 1);
    private static final EnvironmentId NEW = new EnvironmentId(CART, 2);
    private static final NameKey KEY = new NameKey("Z1", "cart.example.org.");

    private static AliasTarget target(EnvironmentId environment) {
        return AliasTarget.builder()
                .hostedZoneId("Z2")
                .dnsName("dualstack."
                        + ResourceNames.of(INSTALLATION, environment).loadBalancer()
                        + "-123456.eu-west-1.elb.amazonaws.com.")
                .evaluateTargetHealth(false)
                .build();
    }

    private static ResourceRecordSet set(String identifier, long weight, AliasTarget target) {
        return ResourceRecordSet.builder()
                .name("cart.example.org.")
                .type(RRType.A)
                .setIdentifier(identifier)
                .weight(weight)
                .aliasTarget(target)
                .build();
    }

    private static NameRecords records(ResourceRecordSet... sets) {
        return new NameRecords(KEY, new RecordOwner(INSTALLATION, CART), List.of(sets));
    }

    private static List<String> toward(NameRecords records, Map<EnvironmentId, Integer> wanted) {
        return records.toward(wanted, Map.of(OLD, target(OLD), NEW, target(NEW))).stream()
                .map(change -> change.actionAsString() + " "
                        + change.resourceRecordSet().setIdentifier() + " "
                        + change.resourceRecordSet().weight())
                .toList();
    }

    @Test
    void changeWhatDiffersByQuotingIt() {
        NameRecords records =
                records(set("ionroller:cart-1", 225, target(OLD)), set("ionroller:cart-2", 25, target(NEW)));
        assertThat(toward(records, Map.of(OLD, 225, NEW, 255)))
                .containsExactly("DELETE ionroller:cart-2 25", "CREATE ionroller:cart-2 255");
        assertThat(toward(records, Map.of(NEW, 255)))
                .containsExactly(
                        "DELETE ionroller:cart-1 225", "DELETE ionroller:cart-2 25", "CREATE ionroller:cart-2 255");
        assertThat(toward(records, Map.of()))
                .containsExactly("DELETE ionroller:cart-1 225", "DELETE ionroller:cart-2 25");
        assertThat(toward(records(), Map.of(OLD, 255))).containsExactly("CREATE ionroller:cart-1 255");
    }

    @Test
    void leaveWhatIsSomebodyElses() {
        NameRecords records = records(
                set("ionroller:cart-1", 200, target(OLD)),
                set("legacy", 50, target(NEW)),
                set("elsewhere:cart-2", 3, target(NEW)));
        assertThat(records.weights()).isEqualTo(Map.of(OLD, 200));
        assertThat(records.others()).isEqualTo(53);
        assertThat(toward(records, Map.of()).getFirst()).isEqualTo("DELETE ionroller:cart-1 200");
        assertThat(toward(records, Map.of())).hasSize(1);
    }

    @Test
    void areNotOursWhenTheyLeadElsewhere() {
        NameRecords records = records(set("ionroller:cart-1", 200, target(NEW)));
        assertThat(records.weights()).isEmpty();
        assertThat(records.others()).isEqualTo(200);
        assertThat(toward(records, Map.of(OLD, 200)))
                .as("the identifier is ours: it is set right")
                .containsExactly("DELETE ionroller:cart-1 200", "CREATE ionroller:cart-1 200");
    }

    @Test
    void shareEquallyWhenAllAreZero() {
        NameRecords records = records(set("ionroller:cart-1", 0, target(OLD)), set("legacy", 0, target(NEW)));
        assertThat(records.weights()).isEqualTo(Map.of(OLD, 1));
        assertThat(records.others()).isEqualTo(1);
    }

    @Test
    void areRecognizedWithAnyFormOfTheirName() {
        assertThat(new NameKey("Z1", "*.example.org.").is("\\052.example.org.")).isTrue();
        assertThat(KEY.is("Cart.example.org.")).isTrue();
        assertThat(KEY.is("art.example.org.")).isFalse();
    }
}
