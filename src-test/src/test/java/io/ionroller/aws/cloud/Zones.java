package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** An account's hosted zones by id, without {@code /hostedzone/}. */
final class Zones {

    final Table<HostedZone> zones;
    /** In the order of listing. */
    final Table<List<ResourceRecordSet>> records;

    final Table<ChangeInfo> changes;
    final Map<String, String> callerReferences = new HashMap<>();

    Zones(Cloud cloud) {
        this.zones = cloud.table();
        this.records = cloud.table();
        this.changes = cloud.table();
    }

    HostedZone zone(String id) {
        return zones.get(id)
                .orElseThrow(() -> new Refusal("NoSuchHostedZone", "No hosted zone found with ID: " + id, 404));
    }
}
