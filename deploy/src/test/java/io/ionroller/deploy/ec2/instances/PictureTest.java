package io.ionroller.deploy.ec2.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Whose the targets of a group are. */
final class PictureTest {

    private static final EnvironmentId LOST = TargetWorld.id(1);
    private static final Map<EnvironmentId, Weight> ALL = Map.of(LOST, Weight.FULL);

    /** Of an environment whose group is not there any more. */
    private static Picture withoutGroup(Picture.Groupless groupless) {
        return Picture.of(
                new Picture.Reading(List.of(new Target("i-1", 80, TargetHealthStateEnum.HEALTHY, "")), Instant.EPOCH),
                Map.of(),
                List.of(new Member(LOST, new Version("1.0"), "group", 80)),
                groupless);
    }

    @Test
    void instancesThatRunWithoutTheirGroupAreNeitherForeignNorTakenOut() {
        Picture picture = withoutGroup(new Picture.Groupless(Set.of(), Set.of("i-1")));
        assertThat(picture.foreign()).isEmpty();
        assertThat(new Comparison(picture, ALL, false).lost()).isNull();
        assertThat(new Comparison(picture, ALL, false).calm()).isEqualTo(ALL);
    }

    @Test
    void instancesThatHaveEndedWithTheirGroupAreTakenOut() {
        Picture picture = withoutGroup(new Picture.Groupless(Set.of("i-1"), Set.of()));
        assertThat(picture.foreign()).isEmpty();
        assertThat(Course.forth(picture, ALL, ALL))
                .isInstanceOfSatisfying(
                        Step.Out.class,
                        out -> assertThat(out.targets())
                                .extracting(target -> target.id())
                                .containsExactly("i-1"));
    }

    @Test
    void instancesOfNobodyAreForeign() {
        assertThat(withoutGroup(Picture.Groupless.NONE).foreign()).hasSize(1);
    }
}
