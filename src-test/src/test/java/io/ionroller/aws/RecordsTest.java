package io.ionroller.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.scenario.Calls;
import io.ionroller.aws.scenario.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Route 53. */
final class RecordsTest extends AwsTest {

    private final String zone = aws.dns()
            .createHostedZone(request -> request.name("example.com").callerReference("r1"))
            .join()
            .hostedZone()
            .id();

    @Override
    void startsWithoutCalls() {
        // The zone was made already.
    }

    private static Change change(ChangeAction action, String name, long weight) {
        return Change.builder()
                .action(action)
                .resourceRecordSet(ResourceRecordSet.builder()
                        .name(name)
                        .type(RRType.CNAME)
                        .ttl(60L)
                        .weight(weight)
                        .setIdentifier("release-1")
                        .resourceRecords(
                                ResourceRecord.builder().value("lb.example.net").build())
                        .build())
                .build();
    }

    private CompletableFuture<ChangeResourceRecordSetsResponse> send(Change... changes) {
        return aws.dns()
                .changeResourceRecordSets(
                        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
    }

    private List<ResourceRecordSet> records() {
        return aws.dns()
                .listResourceRecordSets(request -> request.hostedZoneId(zone))
                .join()
                .resourceRecordSets();
    }

    @Test
    void isPendingUntilItIsInSync() {
        String id = send(change(ChangeAction.CREATE, "a.example.com", 10))
                .join()
                .changeInfo()
                .id();
        assertThat(records()).hasSize(3);
        assertThat(status(id)).isEqualTo("PENDING");
        advance(30);
        assertThat(status(id)).isEqualTo("INSYNC");
    }

    private String status(String id) {
        return aws.dns()
                .getChange(request -> request.id(id))
                .join()
                .changeInfo()
                .statusAsString();
    }

    @Test
    void changesAllOrNothing() {
        assertThat(code(send(
                        change(ChangeAction.CREATE, "a.example.com", 10),
                        change(ChangeAction.DELETE, "b.example.com", 10))))
                .isEqualTo("InvalidChangeBatch");
        assertThat(records()).hasSize(2);
    }

    @Test
    void deletesOnlyWhatIsQuotedExactly() {
        send(change(ChangeAction.UPSERT, "a.example.com", 10)).join();
        assertThat(refusal(send(change(ChangeAction.DELETE, "a.example.com", 20)))
                        .awsErrorDetails()
                        .errorMessage())
                .contains("do not match the current values");
        send(change(ChangeAction.DELETE, "a.example.com", 10)).join();
        assertThat(records()).hasSize(2);
    }

    @Test
    void replacesAWeightedAliasInOneBatchIfItIsWhatIsQuoted() {
        send(alias(ChangeAction.CREATE, 10)).join();
        assertThat(code(send(alias(ChangeAction.DELETE, 20), alias(ChangeAction.CREATE, 30))))
                .isEqualTo("InvalidChangeBatch");
        send(alias(ChangeAction.DELETE, 10), alias(ChangeAction.CREATE, 30)).join();
        assertThat(records())
                .filteredOn(set -> set.aliasTarget() != null)
                .singleElement()
                .satisfies(set -> {
                    assertThat(set.weight()).isEqualTo(30);
                    assertThat(set.name()).isEqualTo("\\052.example.com.");
                    assertThat(set.aliasTarget().dnsName()).isEqualTo("main-1.eu-west-1.elb.amazonaws.com.");
                });
    }

    private static Change alias(ChangeAction action, long weight) {
        return Change.builder()
                .action(action)
                .resourceRecordSet(set -> set.name("*.example.com")
                        .type(RRType.A)
                        .weight(weight)
                        .setIdentifier("release:1")
                        .aliasTarget(target -> target.hostedZoneId("Z32O12XQLNTSW2")
                                .dnsName("Main-1.eu-west-1.elb.amazonaws.com")
                                .evaluateTargetHealth(false)))
                .build();
    }

    @Test
    void refusesToCreateTwice() {
        send(change(ChangeAction.CREATE, "a.example.com", 10)).join();
        assertThat(code(send(change(ChangeAction.CREATE, "a.example.com", 10)))).isEqualTo("InvalidChangeBatch");
    }

    @Test
    void refusesAWeightOver255() {
        assertThat(code(send(change(ChangeAction.CREATE, "a.example.com", 256))))
                .isEqualTo("InvalidInput");
    }

    @Test
    void refusesNamesOutsideOfTheZone() {
        assertThat(code(send(change(ChangeAction.CREATE, "a.example.org", 1)))).isEqualTo("InvalidChangeBatch");
    }

    @Test
    void canBeBusyWithThePriorChange() {
        endpoint.faults()
                .next(
                        1,
                        Calls.of("route53", "ChangeResourceRecordSets"),
                        new Fault.Refused("PriorRequestNotComplete", "The request was rejected"));
        assertThat(code(send(change(ChangeAction.CREATE, "a.example.com", 1)))).isEqualTo("PriorRequestNotComplete");
        send(change(ChangeAction.CREATE, "a.example.com", 1)).join();
    }

    @Test
    void givesAllRecordsPageByPage() {
        send(Stream.of("a", "b", "c", "d", "e")
                        .map(name -> change(ChangeAction.CREATE, name + ".example.com", 1))
                        .toArray(Change[]::new))
                .join();
        List<String> seen = new ArrayList<>();
        ListResourceRecordSetsRequest.Builder next =
                ListResourceRecordSetsRequest.builder().hostedZoneId(zone).maxItems("2");
        ListResourceRecordSetsResponse page;
        do {
            page = aws.dns().listResourceRecordSets(next.build()).join();
            page.resourceRecordSets().forEach(set -> seen.add(set.name() + set.typeAsString()));
            next.startRecordName(page.nextRecordName())
                    .startRecordType(page.nextRecordType())
                    .startRecordIdentifier(page.nextRecordIdentifier());
        } while (page.isTruncated());
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void findsAZoneByName() {
        assertThat(aws.dns()
                        .listHostedZonesByName(request -> request.dnsName("example.com"))
                        .join()
                        .hostedZones())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).endsWith(zone));
        assertThat(aws.dns()
                        .getHostedZone(request -> request.id(zone))
                        .join()
                        .hostedZone()
                        .name())
                .isEqualTo("example.com.");
        assertThat(code(aws.dns().getHostedZone(request -> request.id("ZNONE"))))
                .isEqualTo("NoSuchHostedZone");
    }
}
