package io.ionroller.aws.cloud;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What instances are placed in and made from, by id, and the tags of everything that EC2 has. */
final class Network {

    final Table<Vpc> vpcs;
    final Table<Subnet> subnets;
    final Table<SecurityGroup> securityGroups;
    final Table<Image> images;
    /** By name. */
    final Table<KeyPairInfo> keyPairs;

    final Table<List<Tag>> tags;

    Network(Cloud cloud) {
        this.vpcs = cloud.table();
        this.subnets = cloud.table();
        this.securityGroups = cloud.table();
        this.images = cloud.table();
        this.keyPairs = cloud.table();
        this.tags = cloud.table();
    }

    List<Tag> tagsOf(String id) {
        return tags.get(id).orElse(List.of());
    }
}
