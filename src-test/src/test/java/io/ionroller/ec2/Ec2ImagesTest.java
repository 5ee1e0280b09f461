package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ionroller.deploy.registry.SmallRegistry;
import io.ionroller.deploy.registry.SmallRegistry.Readers;
import io.ionroller.engine.platform.EffectId;
import io.ionroller.engine.platform.EnvironmentObservation;
import io.ionroller.engine.platform.PlanAspect;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import io.ionroller.engine.platform.PlatformPlan;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that are not in Amazon ECR: plans and releases ask their registry which image a version is. */
final class Ec2ImagesTest extends PlanScene {

    private static final String REPOSITORY = "shop/hello";

    private final SmallRegistry registry = new SmallRegistry();

    @BeforeEach
    void elsewhere() {
        change(all -> all.put("image", registry.name() + "/" + REPOSITORY));
        change(all -> all.put("registry_auth", "none"));
    }

    @AfterEach
    void end() {
        registry.close();
    }

    private String image(String digest) {
        return registry.name() + "/" + REPOSITORY + "@" + digest;
    }

    private EnvironmentObservation ensure(String step) {
        return done(ground.platform().ensureEnvironment(spec(1), new EffectId(SERVICE, 1, step)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ALL", "WITH_TOKEN"})
    void aPlanAndAReleaseResolveThemThroughTheirRegistry(Readers readers) {
        registry.readers(readers);
        String digest = registry.put(REPOSITORY, "1.0.1", "{\"manifests\": []}");

        PlatformPlan plan = first();
        EnvironmentObservation made = ensure("create");

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.facts()).containsEntry(PlanAspect.IMAGE, image(digest));
        assertThat(plan.calls().create()).doesNotContainKey("DescribeImages");
        assertThat(made.resolved())
                .containsOnlyKeys("ami", "capacity", "image")
                .containsEntry("image", image(digest))
                .containsEntry("ami", ground.account().ami());
    }

    @Test
    void whatWasResolvedStaysAlsoWhenTheTagMovesAndAnotherProcessLooks() {
        registry.put(REPOSITORY, "1.0.1", "{\"first\": 1}");
        Map<String, String> made = ensure("create").resolved();
        registry.put(REPOSITORY, "1.0.1", "{\"second\": 2}");
        ground.anew();

        assertThat(ensure("create").resolved()).isEqualTo(made);
        assertThat(ensure("repair-1").resolved()).isEqualTo(made);
        assertThat(ground.aws().calls().calls("ec2", "DescribeLaunchTemplateVersions"))
                .as("read once")
                .hasSize(1);
    }

    @Test
    void aMissingTagStandsInTheWayOfAPlanAndEndsARelease() {
        registry.put(REPOSITORY, "0.9", "{}");

        assertThat(blocking(first()))
                .containsExactly("platform.image: image: " + registry.name() + "/" + REPOSITORY + " has no tag 1.0.1");
        assertFails(Kind.TERMINAL, "has no tag 1.0.1");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOBODY", "NOBODY_BASIC"})
    void aPrivateImageMustBeGivenByItsDigestSinceTheEngineReadsNoSecrets(Readers readers) {
        registry.readers(readers);
        change(all -> all.put("registry_auth", Map.of("dockercfg_secret", "ssm:/shop/dockercfg")));
        String wanted = "the engine never reads secrets: the image must be given by its digest, as " + registry.name()
                + "/" + REPOSITORY + "@sha256:...";

        assertThat(blocking(first())).singleElement().asString().endsWith(wanted);
        assertFails(Kind.TERMINAL, wanted);

        String digest = "sha256:" + "0a".repeat(32);
        change(all -> all.put("image", image(digest)));
        assertThat(ensure("create").resolved()).containsEntry("image", image(digest));
    }

    @Test
    void aRegistryInTroubleIsAskedAgain() {
        registry.broken(503);

        assertThat(blocking(first())).isEmpty();
        assertThat(first().problems()).anyMatch(problem -> problem.what().contains("HTTP 503"));
        assertFails(Kind.RETRYABLE, "HTTP 503");
    }

    private void assertFails(Kind kind, String message) {
        assertThatThrownBy(() -> ensure("create"))
                .hasMessageContaining(message)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .extracting(PlatformException::kind)
                .isEqualTo(kind);
        assertThat(ground.aws().resources())
                .as("nothing was made")
                .noneMatch(resource -> resource.kind().equals("launch-template"));
    }
}
