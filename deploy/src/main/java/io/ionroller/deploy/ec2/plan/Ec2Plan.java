package io.ionroller.deploy.ec2.plan;

import io.ionroller.deploy.ec2.settings.AmiSource;
import io.ionroller.deploy.ec2.settings.Capacity;
import io.ionroller.deploy.ec2.settings.Ec2Settings;
import io.ionroller.deploy.ec2.settings.ImageSource;
import io.ionroller.deploy.ec2.settings.Keep;
import io.ionroller.deploy.ec2.settings.LoadBalancer;
import io.ionroller.deploy.ec2.settings.OwnBalancer;
import io.ionroller.deploy.ec2.settings.SharedTargetGroup;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.EnvironmentSpec;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformPlan;
import io.ionroller.engine.platform.PlatformPlan.Calls;
import io.ionroller.engine.platform.PlatformPlan.Change;
import io.ionroller.engine.platform.PlatformPlan.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks AWS all that a plan needs, at the same time. Only reads; never blocks. */
public final class Ec2Plan {

    private final Subject subject;

    public Ec2Plan(Subject subject) {
        this.subject = subject;
    }

    /** The plan; what AWS does not tell is a problem in it, not a failure. */
    public CompletionStage<PlatformPlan> make() {
        NetworkCheck network = new NetworkCheck(subject);
        MachineCheck machine = new MachineCheck(subject, network);
        EntranceCheck entrance = switch (subject.settings().traffic().balancer().place()) {
            case LoadBalancer.RulePlace rule -> new RuleCheck(subject, rule, network);
            case SharedTargetGroup shared -> new SharedGroupCheck(subject, shared, network);
            case OwnBalancer own -> new RecordsCheck(subject, own, network);
        };
        CompletionStage<Part> image = image();
        CompletionStage<Part> created = machine.amiText().thenCombine(image, this::created);
        return Part.all(List.of(
                        created,
                        entrance.check(),
                        CompletableFuture.completedStage(new WayCheck(subject).check()),
                        network.check(),
                        machine.check(),
                        image,
                        new PermissionCheck(subject).check(),
                        new QuotaCheck(subject).check(entrance, machine.vcpus()),
                        new ResourceCheck(subject).check()))
                .thenCombine(entrance.calls(), this::plan);
    }

    private PlatformPlan plan(Part all, Calls ofEntrance) {
        Map<EnvironmentId, List<Change>> removals = new HashMap<>();
        subject.traffic().environments().forEach(environment -> removals.put(environment.id(), removed(environment)));
        Part whole = all.and(notes());
        return new PlatformPlan(
                whole.changes(), removals, whole.problems(), calls(ofEntrance), whole.notes(), whole.facts());
    }

    private CompletionStage<Part> image() {
        return subject.resolution()
                .image(subject.settings().container(), subject.spec().version())
                .thenApply(image -> Part.fact(PlanAspect.IMAGE, image.reference()))
                .exceptionally(thrown -> Part.ofNeeded("image", thrown));
    }

    private Part created(String ami, Part image) {
        Ec2Settings settings = subject.settings();
        ResourceNames names = subject.names();
        String reference = image.facts()
                .getOrDefault(PlanAspect.IMAGE, settings.container().image().name());
        String types = String.join(", ", settings.machine().instanceTypes());
        String port = settings.traffic().protocol() + " on port "
                + settings.container().trafficPort();
        Part template = Part.change(new Change(
                Verb.CREATE,
                "launch template",
                names.launchTemplate(),
                types + " from " + ami + ", runs " + reference));
        Part group = Part.change(
                new Change(Verb.CREATE, "Auto Scaling group", names.autoScalingGroup(), capacity(settings)));
        return shares(settings)
                ? template.and(group)
                : template.and(Part.change(new Change(
                                Verb.CREATE,
                                "target group",
                                names.targetGroup(),
                                port + " in " + settings.network().vpc())))
                        .and(group);
    }

    private static String capacity(Ec2Settings settings) {
        String many = switch (settings.capacity()) {
            case Capacity.Fixed fixed -> fixed.desired() + " instances (" + fixed.min() + " to " + fixed.max() + ")";
            case Capacity.MatchCurrent match -> "as many instances as the environment with the traffic has then";
        };
        return many + " in " + String.join(", ", settings.network().subnets());
    }

    private List<Change> removed(EnvironmentSpec environment) {
        ResourceNames names = subject.names(environment.id());
        LoadBalancer.Place place = Subject.place(environment).orElse(null);
        List<Change> removed = new ArrayList<>();
        removed.add(new Change(Verb.REMOVE, "Auto Scaling group", names.autoScalingGroup(), "with its instances"));
        if (place instanceof OwnBalancer) {
            removed.add(new Change(Verb.REMOVE, "load balancer", names.loadBalancer(), "with its listener"));
        }
        if (!(place instanceof SharedTargetGroup)) {
            removed.add(new Change(Verb.REMOVE, "target group", names.targetGroup(), ""));
        }
        removed.add(new Change(Verb.REMOVE, "launch template", names.launchTemplate(), ""));
        return removed;
    }

    /** Whether environments have no target group of their own. */
    private static boolean shares(Ec2Settings settings) {
        return settings.traffic().sharedTargetGroup().isPresent();
    }

    private Part notes() {
        Ec2Settings settings = subject.settings();
        Part notes = settings.traffic()
                .stickiness()
                .map(time -> Part.note("Clients stick to their environment for " + Durations.format(time)
                        + " whatever the weights say: a rollback is not over for them before, and an environment is"
                        + " drained so much later."))
                .orElse(Part.NONE);
        if (settings.keep() instanceof Keep.ScaledDown(int min)) {
            notes = notes.and(Part.note(scaledDown(min, settings.capacity())));
        }
        return notes;
    }

    private static String scaledDown(int min, Capacity capacity) {
        String all = capacity instanceof Capacity.Fixed fixed ? " of " + fixed.desired() : "";
        return "Once it is retired it keeps " + min + all
                + " instances: a rollback to it must first scale it up, which takes as long as a boot.";
    }

    /** The calls of the driver. */
    private Calls calls(Calls ofEntrance) {
        Map<String, Integer> create = resolving(Map.of(
                "DescribeAutoScalingGroups", 1,
                "CreateLaunchTemplate", 1,
                "CreateAutoScalingGroup", 1));
        Map<String, Integer> remove = new HashMap<>(Map.of(
                "DescribeAutoScalingGroups", 2,
                "DeleteAutoScalingGroup", 1,
                "DescribeTargetGroups", 1,
                "DeleteLaunchTemplate", 1));
        if (!shares(subject.settings())) {
            create.putAll(Map.of("CreateTargetGroup", 1, "ModifyTargetGroupAttributes", 1));
            remove.put("DeleteTargetGroup", 1);
        }
        ofEntrance.create().forEach((action, count) -> create.merge(action, count, Integer::sum));
        ofEntrance.remove().forEach((action, count) -> remove.merge(action, count, Integer::sum));
        return new Calls(create, ofEntrance.shift(), ofEntrance.whole(), remove);
    }

    /** The same with the calls that find out what the release runs. */
    private Map<String, Integer> resolving(Map<String, Integer> calls) {
        Ec2Settings settings = subject.settings();
        Map<String, Integer> create = new HashMap<>(calls);
        ImageSource image = settings.container().image();
        if (image.digest().isEmpty() && image.ecrRegion().isPresent()) {
            create.put("DescribeImages", 1);
        }
        if (settings.machine().ami() instanceof AmiSource.Parameter) {
            create.put("GetParameter", 1);
        }
        return create;
    }
}
