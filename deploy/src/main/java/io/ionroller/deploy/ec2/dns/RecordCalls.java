package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.account.AwsFailure;
import io.ionroller.deploy.ec2.account.AwsRegion;
import io.ionroller.deploy.ec2.account.Pages;
import io.ionroller.deploy.ec2.account.Pages.Page;
import io.ionroller.deploy.ec2.gate.ApiFamily;
import io.ionroller.deploy.ec2.gate.Lane;
import io.ionroller.deploy.ec2.gate.Readings;
import io.ionroller.deploy.ec2.gate.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Reads and changes records of Route 53. Never blocks; thread-safe. */
public final class RecordCalls {

    private static final String LIST = "ListResourceRecordSets";

    /** Of AWS: weighted records of a name and type. */
    private static final String PAGE = "100";

    private final AwsRegion region;
    private final Readings<NameKey, List<ResourceRecordSet>> readings;

    public RecordCalls(AwsRegion region) {
        this.region = region;
        this.readings = region.readings(ApiFamily.ROUTE_53, new Readings.Plan<>(LIST, 1, this::read));
    }

    /** The A records of a name; such that are written and not in force yet are among them. */
    CompletionStage<Seen<List<ResourceRecordSet>>> read(NameKey key, Lane lane, Duration freshness) {
        return AwsFailure.told(LIST, readings.read(key, lane, freshness));
    }

    /** The records of a name that lead elsewhere, read now. */
    public CompletionStage<List<Alias>> aliases(NameKey key, Lane lane) {
        return read(key, lane, Duration.ZERO)
                .thenApply(seen -> seen.value().orElse(List.of()).stream()
                        .filter(Alias::is)
                        .map(Alias::of)
                        .toList());
    }

    /** One name; the first call has passed the gate. */
    private CompletionStage<Map<NameKey, List<ResourceRecordSet>>> read(List<NameKey> one, Lane lane) {
        NameKey key = one.getFirst();
        return Pages.all(LIST, identifier -> page(key, identifier, lane).thenApply(answer -> ofName(key, answer)))
                .thenApply(sets -> Map.of(key, sets));
    }

    private CompletionStage<ListResourceRecordSetsResponse> page(NameKey key, @Nullable String identifier, Lane lane) {
        ListResourceRecordSetsRequest request = ListResourceRecordSetsRequest.builder()
                .hostedZoneId(key.zone())
                .startRecordName(key.name())
                .startRecordType(RRType.A)
                .startRecordIdentifier(identifier)
                .maxItems(PAGE)
                .build();
        return identifier == null
                ? region.admitted(clients -> clients.records().listResourceRecordSets(request))
                : region.readRecords(lane, LIST, client -> client.listResourceRecordSets(request));
    }

    /** A list goes on with the names that follow. */
    private static Page<ResourceRecordSet> ofName(NameKey key, ListResourceRecordSetsResponse answer) {
        boolean more = Boolean.TRUE.equals(answer.isTruncated())
                && key.is(answer.nextRecordName())
                && answer.nextRecordType() == RRType.A;
        return new Page<>(
                answer.resourceRecordSets().stream()
                        .filter(set -> key.is(set.name()) && set.type() == RRType.A)
                        .toList(),
                more ? answer.nextRecordIdentifier() : null);
    }

    /** Makes all of the changes, or none; answers by what it can be asked whether they are in force. */
    CompletionStage<String> change(NameKey key, List<Change> changes, Lane lane) {
        return region.changeRecords(
                        lane,
                        "ChangeResourceRecordSets",
                        client -> client.changeResourceRecordSets(request ->
                                request.hostedZoneId(key.zone()).changeBatch(batch -> batch.changes(changes))))
                .whenComplete((answer, thrown) -> readings.forget(key))
                .thenApply(answer -> answer.changeInfo().id());
    }

    /** Whether all of Route 53's name servers answer by a change. */
    CompletionStage<Boolean> inForce(String change, Lane lane) {
        return region.readRecords(lane, "GetChange", client -> client.getChange(request -> request.id(change)))
                .thenApply(answer -> answer.changeInfo().status() == ChangeStatus.INSYNC);
    }
}
