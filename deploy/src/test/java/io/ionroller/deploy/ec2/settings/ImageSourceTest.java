package io.ionroller.deploy.ec2.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageSourceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx, 1.2.3",
        "shop/cart, docker.io/shop/cart, 1.2.3",
        "registry.example.org/cart, registry.example.org/cart, 1.2.3",
        "registry:5000/cart:v{version}, registry:5000/cart, v1.2.3",
        "localhost/cart:{version}-arm, localhost/cart, 1.2.3-arm",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/cart,"
                + "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/cart, 1.2.3",
    })
    void readsRepositoryAndTag(String text, String name, String tag) {
        ImageSource image = ImageSource.parse(text);
        assertThat(image.name()).isEqualTo(name);
        assertThat(image.tag(new Version("1.2.3"))).isEqualTo(tag);
        assertThat(image.digest()).isEmpty();
    }

    @Test
    void readsADigest() {
        ImageSource image = ImageSource.parse("shop/cart@" + DIGEST);
        assertThat(image.digest()).contains(DIGEST);
        assertThat(image.reference(DIGEST)).isEqualTo("docker.io/shop/cart@" + DIGEST);
    }

    @Test
    void aTagHasNoPlus() {
        assertThat(ImageSource.parse("cart").tag(new Version("1.0.0+build.5"))).isEqualTo("1.0.0_build.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Cart", "cart:latest", "cart:", "cart@sha256:12", "-cart", "a b", "cart:{versoin}", "/cart"})
    void refusesWhatIsNoImage(String text) {
        assertThatThrownBy(() -> ImageSource.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/cart, eu-west-1",
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/cart, us-gov-west-1",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/cart, cn-north-1",
        "123456789012.dkr-ecr.eu-west-1.on.aws/cart, eu-west-1",
        "registry.example.org/cart,",
        "public.ecr.aws/nginx/nginx,",
    })
    void knowsTheRegionOfEcr(String text, String region) {
        assertThat(ImageSource.parse(text).ecrRegion().orElse(null)).isEqualTo(region);
    }
}
