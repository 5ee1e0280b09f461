package io.ionroller.deploy.ec2.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.deploy.ec2.settings.Capacity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MadeFromTest {

    private static final String IMAGE = "registry.example.com/hello@sha256:" + "0a".repeat(32);

    @Test
    void readsWhatItWrote() {
        Capacity.Fixed capacity = new Capacity.Fixed(1, 3, 9);

        Map<String, String> facts = MadeFrom.with(Map.of("image", IMAGE, "ami", "ami-1"), capacity);

        assertThat(facts).containsEntry("capacity", "3 (1 to 9)");
        assertThat(MadeFrom.capacity(facts)).hasValue(capacity);
        assertThat(MadeFrom.ami(facts)).hasValue("ami-1");
        assertThat(MadeFrom.image(facts).map(ResolvedImage::reference)).hasValue(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "9 (1 to 3)", "3 (1 to 9) and more", "999999999 (1 to 999999999)"})
    void takesNoCapacityFromWhatIsNone(String capacity) {
        assertThat(MadeFrom.capacity(Map.of("capacity", capacity))).isEmpty();
    }

    @Test
    void earlierEventsToldNoCapacity() {
        assertThat(MadeFrom.capacity(Map.of("image", IMAGE))).isEmpty();
        assertThat(MadeFrom.image(Map.of("image", "hello:1"))).isEmpty();
    }
}
