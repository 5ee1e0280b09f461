package io.ionroller.aws.cloud;

import io.ionroller.aws.scenario.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The instances of a region and their lives. */
final class Machines {

    /** "Terminated instances remain visible after termination for approximately one hour": EC2's TerminateInstances. */
    private static final Duration VISIBLE = Duration.ofHours(1);

    private static final Fate.Sickness SILENT = new Fate.Sickness("Target.Timeout", "Request timed out");

    private final Region region;
    final Table<Machine> machines;

    Machines(Region region) {
        this.region = region;
        this.machines = region.cloud().table();
    }

    boolean isRunning(String id) {
        return machines.get(id)
                .filter(machine -> machine.state() == InstanceStateName.RUNNING)
                .isPresent();
    }

    boolean answers(String id) {
        return machines.get(id).filter(Machine::answers).isPresent();
    }

    boolean isBooting(String id) {
        return machines.get(id).filter(Machine::booting).isPresent();
    }

    Fate.Sickness sickness(String id) {
        return machines.get(id).flatMap(machine -> machine.fate().sickness()).orElse(SILENT);
    }

    int vcpus() {
        return machines.all().stream()
                .filter(Machine::isUp)
                .mapToInt(machine -> InstanceTypes.vcpus(machine.instance().instanceTypeAsString()))
                .sum();
    }

    Machine launch(ResponseLaunchTemplateData template, Subnet subnet, List<Tag> tags, String groupName) {
        Cloud cloud = region.cloud();
        String id = cloud.ids().resource("i");
        Fate fate = cloud.weather().fate(region.accountId(), region.name(), groupName);
        Instance instance = Instance.builder()
                .instanceId(id)
                .imageId(template.imageId())
                .instanceType(template.instanceType())
                .keyName(template.keyName())
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .placement(placement -> placement.availabilityZone(subnet.availabilityZone()))
                .privateIpAddress("10.0." + cloud.ids().below(250) + "."
                        + (4 + cloud.ids().below(250)))
                .securityGroups(GroupTemplates.securityGroups(template).stream()
                        .map(group -> GroupIdentifier.builder().groupId(group).build())
                        .toList())
                .launchTime(cloud.now())
                .build();
        Machine machine = new Machine(instance, fate, false, true, groupName).in(InstanceStateName.PENDING);
        machines.put(id, machine);
        region.network().tags.put(id, tags);
        cloud.after(cloud.pace().start(), () -> started(id));
        return machine;
    }

    private void started(String id) {
        Optional<Machine> machine = machines.get(id).filter(Machine::isUp);
        if (machine.isEmpty()) {
            return;
        }
        machines.put(id, machine.get().in(InstanceStateName.RUNNING));
        Fate fate = machine.get().fate();
        Duration boot = fate.boot().orElse(region.cloud().pace().boot());
        boolean well = fate.sickness().isEmpty() || fate.diesAfter().isPresent();
        region.cloud().after(boot, () -> answer(id, well));
        fate.diesAfter().ifPresent(life -> region.cloud().after(boot.plus(life), () -> answer(id, false)));
        region.groups().life().running(id);
    }

    /** Its software begins or ceases to answer. */
    void answer(String id, boolean well) {
        machines.get(id).filter(Machine::isUp).ifPresent(machine -> {
            machines.put(id, machine.answering(well));
            region.healthChecks().instanceChanged(id);
        });
    }

    void terminate(String id) {
        machines.get(id).filter(Machine::isUp).ifPresent(machine -> {
            machines.put(id, machine.in(InstanceStateName.SHUTTING_DOWN));
            region.healthChecks().instanceChanged(id);
            region.groups().life().lost(id);
            region.cloud().after(region.cloud().pace().stop(), () -> terminated(id));
        });
    }

    private void terminated(String id) {
        machines.update(id, machine -> machine.in(InstanceStateName.TERMINATED));
        region.healthChecks().instanceGone(id);
        region.groups().life().terminated(id);
        region.cloud().after(VISIBLE, () -> {
            machines.remove(id);
            region.network().tags.remove(id);
        });
    }
}
