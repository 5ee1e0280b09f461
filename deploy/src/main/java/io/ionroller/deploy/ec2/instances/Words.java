package io.ionroller.deploy.ec2.instances;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says where the instances of a service are. */
final class Words {

    private Words() {}

    /** Such as {@code 2 of 3 instances of 2.0.0 in, 1 of 3 of 1.0.0 still in}: what stays first, then what goes. */
    static String of(Picture picture, Map<EnvironmentId, Weight> wanted) {
        List<String> stays = new ArrayList<>();
        List<String> goes = new ArrayList<>();
        picture.sides().values().stream()
                .sorted(Comparator.comparing(Side::environment).reversed())
                .forEach(side -> {
                    Weight share = wanted.getOrDefault(side.environment(), Weight.NONE);
                    int in = side.in().size();
                    if (in > side.goal(share)) {
                        goes.add(counted(side) + " still in");
                    } else if (!share.equals(Weight.NONE) || in > 0) {
                        stays.add(counted(side) + " in");
                    }
                });
        stays.addAll(goes);
        String all = stays.isEmpty() ? "no instances in" : String.join(", ", stays);
        return all.replaceFirst(" of (\\d+) of ", " of $1 instances of ")
                + (picture.foreign().isEmpty() ? "" : "; " + foreign(picture));
    }

    /** The targets that are not the service's. */
    static String foreign(Picture picture) {
        return "not of this service: " + ids(picture.foreign());
    }

    private static String counted(Side side) {
        return side.in().size() + " of " + side.size() + " of " + side.member().version();
    }

    static String ids(List<Target> targets) {
        return targets.stream().map(Target::id).sorted().collect(Collectors.joining(", "));
    }
}
