package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import io.ionroller.engine.model.InvalidValueException;
import java.util.List;
import java.util.Optional;

/**
 * Where the instances of a service are.
 *
 * @param region such as {@code eu-west-1}
 * @param vpc such as {@code vpc-0123456789abcdef0}
 * @param subnets at least one, each in the VPC (which only AWS can tell)
 * @param securityGroups 0 to 16; none means the VPC's default group
 */
public record Network(String region, String vpc, List<String> subnets, List<String> securityGroups) {

    /** The most that AWS allows on one network interface, after a raise of the quota of 5. */
    private static final int MOST_SECURITY_GROUPS = 16;

    private static final String WANTED_REGION = "a region such as eu-west-1";
    private static final String WANTED_VPC = "the id of a VPC such as vpc-0123456789abcdef0";
    private static final String WANTED_SUBNET = "the id of a subnet such as subnet-0123456789abcdef0";
    private static final String WANTED_GROUP = "the id of a security group such as sg-0123456789abcdef0";
    private static final String NO_SUBNET = "subnet-00000000";

    public Network {
        Shapes.need("region", region, Shapes.REGION, WANTED_REGION);
        Shapes.need("vpc", vpc, Shapes.VPC, WANTED_VPC);
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        if (subnets.isEmpty()) {
            throw new InvalidValueException("subnets", "nothing", "at least one subnet");
        }
        if (securityGroups.size() > MOST_SECURITY_GROUPS) {
            throw new InvalidValueException("security_groups", securityGroups.size() + " groups", "at most 16");
        }
        subnets.forEach(id -> Shapes.need("subnets", id, Shapes.SUBNET, WANTED_SUBNET));
        securityGroups.forEach(id -> Shapes.need("security_groups", id, Shapes.SECURITY_GROUP, WANTED_GROUP));
    }

    static Network read(SettingsReader reader) {
        Optional<String> region = reader.text("region", Shapes.REGION, WANTED_REGION);
        Optional<String> vpc = reader.text("vpc", Shapes.VPC, WANTED_VPC);
        List<String> subnets = reader.values("subnets", text -> Shapes.need("", text, Shapes.SUBNET, WANTED_SUBNET));
        List<String> groups =
                reader.values("security_groups", text -> Shapes.need("", text, Shapes.SECURITY_GROUP, WANTED_GROUP));
        String knownRegion = reader.required("region", region, WANTED_REGION, "us-east-1");
        String knownVpc = reader.required("vpc", vpc, WANTED_VPC, "vpc-00000000");
        return reader.build(
                () -> new Network(knownRegion, knownVpc, subnets, groups),
                new Network(knownRegion, knownVpc, List.of(NO_SUBNET), List.of()));
    }
}
