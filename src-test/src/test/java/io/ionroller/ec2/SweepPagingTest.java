package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.engine.platform.Orphan;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of AWS's that have more than one page. */
@Timeout(120)
final class SweepPagingTest extends SweepScene {

    @Test
    void followsEveryListToItsEnd() {
        Map<String, String> tags = Strays.tags(OURS, "hello", 1);
        for (int number = 0; number < 401; number++) {
            strays.targetGroup("many-" + number, tags);
        }
        for (int number = 0; number < 201; number++) {
            strays.template("many-" + number, tags);
        }
        for (int number = 0; number < 101; number++) {
            strays.group("many-" + number, "many-0", tags);
        }
        Orphan all = byName(look()).get("hello-1");
        assertThat(all.resources().stream()
                        .collect(Collectors.groupingBy(Orphan.Resource::kind, Collectors.counting())))
                .isEqualTo(Map.of("target-group", 401L, "launch-template", 201L, "auto-scaling-group", 101L));
    }
}
