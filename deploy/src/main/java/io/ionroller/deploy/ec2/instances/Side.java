package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.List;

/**
 * Where the instances of one environment are.
 *
 * @param exists whether its Auto Scaling group is there
 * @param size how many instances it has or is to have, whichever is more
 * @param available instances that may take traffic: in service and healthy by the group's word; sorted
 * @param in targets of available instances that are not draining
 * @param ended targets of other instances of the group that are not draining
 * @param draining targets that only end their requests
 */
record Side(
        Member member,
        boolean exists,
        int size,
        List<String> available,
        List<Target> in,
        List<Target> ended,
        List<Target> draining) {

    private static final int WHOLE = Weight.FULL.basisPoints();

    Side {
        available = List.copyOf(available);
        in = List.copyOf(in);
        ended = List.copyOf(ended);
        draining = List.copyOf(draining);
    }

    EnvironmentId environment() {
        return member.environment();
    }

    int healthy() {
        return (int) in.stream().filter(Target::healthy).count();
    }

    /** How many instances a share of the environment is; rounded up, so that no capacity is lost by it. */
    int most(Weight share) {
        return Math.ceilDiv(size * share.basisPoints(), WHOLE);
    }

    /** How many of them can be in now. */
    int goal(Weight share) {
        return Math.min(most(share), available.size());
    }

    /** Available instances that are not in, at most so many. */
    List<String> missing(int most) {
        return available.stream()
                .filter(id -> in.stream().noneMatch(target -> target.id().equals(id)))
                .limit(Math.max(0, most))
                .toList();
    }

    /** Whether anything of it may still be at work. */
    boolean used() {
        return !in.isEmpty() || !ended.isEmpty() || !draining.isEmpty();
    }
}
