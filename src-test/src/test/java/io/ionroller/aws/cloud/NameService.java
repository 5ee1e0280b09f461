package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Route 53. Rules: API_ChangeResourceRecordSets, API_GetChange, API_ListResourceRecordSets. */
public final class NameService {

    private static final DelegationSet SERVERS = DelegationSet.builder()
            .nameServers("ns-1.awsdns-01.org", "ns-2.awsdns-02.com")
            .build();
    private static final int MOST_ITEMS = 300;
    private static final int MOST_ZONES = 100;

    private NameService() {}

    public static Actions actions() {
        return new Actions()
                .on(CreateHostedZoneRequest.class, NameService::create)
                .on(GetHostedZoneRequest.class, NameService::get)
                .on(ListHostedZonesByNameRequest.class, NameService::zonesByName)
                .on(ChangeResourceRecordSetsRequest.class, NameService::change)
                .on(GetChangeRequest.class, NameService::getChange)
                .on(ListResourceRecordSetsRequest.class, NameService::records);
    }

    /** In lower case, with the dot at the end, and {@code *} as its code. Source: "DNS domain name format". */
    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("*", "\\052");
        return lower.endsWith(".") ? lower : lower + ".";
    }

    private static SdkPojo create(Call call, CreateHostedZoneRequest request) {
        Zones zones = call.account().zones();
        if (zones.callerReferences.containsKey(request.callerReference())) {
            throw new Refusal(
                    "HostedZoneAlreadyExists",
                    "A hosted zone has already been created with the specified caller reference.",
                    409);
        }
        String id = call.cloud().ids().upper("Z", 14);
        HostedZone zone = HostedZone.builder()
                .id("/hostedzone/" + id)
                .name(canonical(request.name()))
                .callerReference(request.callerReference())
                .config(request.hostedZoneConfig())
                .resourceRecordSetCount(2L)
                .build();
        zones.callerReferences.put(request.callerReference(), id);
        zones.zones.put(id, zone);
        zones.records.put(id, RecordChanges.ofNewZone(zone.name()));
        return CreateHostedZoneResponse.builder()
                .hostedZone(zone)
                .changeInfo(pending(call))
                .delegationSet(SERVERS)
                .location("https://route53.amazonaws.com/2013-04-01/hostedzone/" + id)
                .build();
    }

    private static ChangeInfo pending(Call call) {
        Zones zones = call.account().zones();
        String id = call.cloud().ids().upper("C", 14);
        ChangeInfo change = ChangeInfo.builder()
                .id("/change/" + id)
                .status(ChangeStatus.PENDING)
                .submittedAt(call.now())
                .build();
        zones.changes.put(id, change);
        call.cloud()
                .after(
                        call.cloud().pace().propagation(),
                        () -> zones.changes.update(
                                id,
                                old -> old.toBuilder()
                                        .status(ChangeStatus.INSYNC)
                                        .build()));
        return change;
    }

    private static SdkPojo get(Call call, GetHostedZoneRequest request) {
        Zones zones = call.account().zones();
        HostedZone zone = zones.zone(request.id());
        return GetHostedZoneResponse.builder()
                .hostedZone(counted(zones, zone))
                .delegationSet(SERVERS)
                .build();
    }

    private static HostedZone counted(Zones zones, HostedZone zone) {
        String id = zone.id().replace("/hostedzone/", "");
        long count = zones.records.get(id).map(List::size).orElse(0);
        return zone.toBuilder().resourceRecordSetCount(count).build();
    }

    private static int items(String given) {
        int items = given == null ? MOST_ITEMS : Integer.parseInt(given);
        if (items < 1) {
            throw new Refusal("InvalidInput", "The max items parameter must be between 1 and " + MOST_ITEMS);
        }
        return Math.min(items, MOST_ITEMS);
    }

    private static SdkPojo zonesByName(Call call, ListHostedZonesByNameRequest request) {
        Zones zones = call.account().zones();
        int items = Math.min(items(request.maxItems()), MOST_ZONES);
        List<HostedZone> all = zones.zones.all(call).stream()
                .sorted(java.util.Comparator.comparing(zone -> RecordChanges.reversed(zone.name())))
                .filter(zone -> request.dnsName() == null
                        || RecordChanges.reversed(zone.name())
                                        .compareTo(RecordChanges.reversed(canonical(request.dnsName())))
                                >= 0)
                .toList();
        boolean more = all.size() > items;
        return ListHostedZonesByNameResponse.builder()
                .hostedZones(all.stream()
                        .limit(items)
                        .map(zone -> counted(zones, zone))
                        .toList())
                .dnsName(request.dnsName())
                .isTruncated(more)
                .nextDNSName(more ? all.get(items).name() : null)
                .nextHostedZoneId(more ? all.get(items).id().replace("/hostedzone/", "") : null)
                .maxItems(Integer.toString(items))
                .build();
    }

    private static SdkPojo change(Call call, ChangeResourceRecordSetsRequest request) {
        Zones zones = call.account().zones();
        HostedZone zone = zones.zone(request.hostedZoneId());
        List<ResourceRecordSet> before =
                zones.records.get(request.hostedZoneId()).orElse(List.of());
        List<ResourceRecordSet> after =
                RecordChanges.applied(before, request.changeBatch().changes(), zone.name());
        zones.records.put(request.hostedZoneId(), after);
        return ChangeResourceRecordSetsResponse.builder()
                .changeInfo(pending(call).toBuilder()
                        .comment(request.changeBatch().comment())
                        .build())
                .build();
    }

    private static SdkPojo getChange(Call call, GetChangeRequest request) {
        ChangeInfo change = call.account()
                .zones()
                .changes
                .get(request.id(), call)
                .orElseThrow(
                        () -> new Refusal("NoSuchChange", "Could not find resource with ID: " + request.id(), 404));
        return GetChangeResponse.builder().changeInfo(change).build();
    }

    private static SdkPojo records(Call call, ListResourceRecordSetsRequest request) {
        Zones zones = call.account().zones();
        zones.zone(request.hostedZoneId());
        if (request.startRecordType() != null && request.startRecordName() == null) {
            throw new Refusal("InvalidInput", "The type parameter must be used with the name parameter");
        }
        int items = items(request.maxItems());
        String start = request.startRecordName() == null
                ? ""
                : RecordChanges.order(
                        canonical(request.startRecordName()),
                        Objects.toString(request.startRecordTypeAsString(), ""),
                        Objects.toString(request.startRecordIdentifier(), ""));
        List<ResourceRecordSet> from = zones.records.get(request.hostedZoneId(), call).orElse(List.of()).stream()
                .filter(set -> RecordChanges.order(set).compareTo(start) >= 0)
                .toList();
        ListResourceRecordSetsResponse.Builder answer = ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(from.stream().limit(items).toList())
                .isTruncated(from.size() > items)
                .maxItems(Integer.toString(items));
        if (from.size() > items) {
            ResourceRecordSet next = from.get(items);
            answer.nextRecordName(next.name()).nextRecordType(next.type()).nextRecordIdentifier(next.setIdentifier());
        }
        return answer.build();
    }
}
