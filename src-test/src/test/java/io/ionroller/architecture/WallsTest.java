package io.ionroller.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Which package may know which. A package that does not exist yet breaks no rule. */
@AnalyzeClasses(
        packages = "io.ionroller",
        // Kept for later classes, what was imported fills half of the heap of the tests behind it: they stand still in
        // collections.
        cacheMode = CacheMode.PER_CLASS,
        importOptions = {ImportOption.DoNotIncludeTests.class, NoTestArchives.class})
final class WallsTest {

    private static final String[] PURE = {
        "io.ionroller.engine.model..",
        "io.ionroller.engine.platform..",
        "io.ionroller.engine.rollout..",
        "io.ionroller.engine.plan..",
        "io.ionroller.engine.query.."
    };

    @ArchTest
    static final ArchRule pureEnginePackagesKnowOnlyJavaAndEachOther = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE).or(resideInAnyPackage("java..", "org.jspecify..")))
            .allowEmptyShould(true)
            .because("a decision must be the same on every machine and in every replay");

    @ArchTest
    static final ArchRule pureEnginePackagesAskNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should(callMethod(Instant.class, "now"))
            .orShould(callMethod(System.class, "currentTimeMillis"))
            .orShould(callMethod(System.class, "nanoTime"))
            .orShould(dependOn(Clock.class))
            .allowEmptyShould(true)
            .because("time comes in as an argument");

    @ArchTest
    static final ArchRule pureEnginePackagesHaveNoChanceAndNoThreads = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should(dependOn(RandomGenerator.class))
            .orShould(callMethod(Math.class, "random"))
            .orShould(callMethod(UUID.class, "randomUUID"))
            .orShould(dependOn(Thread.class))
            .orShould(dependOn(Executor.class))
            .allowEmptyShould(true)
            .because("identities are derived and actors do the work");

    @ArchTest
    static final ArchRule engineKnowsNobody = noClasses()
            .that()
            .resideInAPackage("io.ionroller.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.ionroller.persistence..", "io.ionroller.deploy..", "io.ionroller.api..", "java.sql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule persistenceKnowsOnlyTheEngine = noClasses()
            .that()
            .resideInAPackage("io.ionroller.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ionroller.deploy..", "io.ionroller.api..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule deployKnowsOnlyTheEngine = noClasses()
            .that()
            .resideInAPackage("io.ionroller.deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ionroller.persistence..", "io.ionroller.api..", "java.sql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheCompositionRootKnowsEveryPart = noClasses()
            .that()
            .resideInAPackage("io.ionroller.api..")
            .and()
            .resideOutsideOfPackage("io.ionroller.api.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ionroller.persistence..", "io.ionroller.deploy..", "io.ionroller.api.app..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule commandLineIsAClient = classes()
            .that()
            .resideInAPackage("io.ionroller.api.cli..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.ionroller.api.cli..",
                    "io.ionroller.api.view..",
                    "java..",
                    "picocli..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..")
            .allowEmptyShould(true)
            .because("whatever it can do, everybody can do over HTTP");

    /** Of the audit only the bucket: a folder, and every proof, must do without AWS (ADR 0020). */
    @ArchTest
    static final ArchRule onlyThePlatformAndTheBucketOfCheckpointsKnowAws = noClasses()
            .that()
            .resideOutsideOfPackage("io.ionroller.deploy.ec2..")
            .and()
            .doNotHaveFullyQualifiedName("io.ionroller.api.audit.CheckpointBucket")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..")
            .allowEmptyShould(true)
            .because("everything else must work without AWS, and start without its libraries");

    @ArchTest
    static final ArchRule viewsAreDataOnly = noClasses()
            .that()
            .resideInAPackage("io.ionroller.api.view..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.pekko..")
            .allowEmptyShould(true);

    private static ArchCondition<JavaClass> dependOn(Class<?> type) {
        return dependOnClassesThat(JavaClass.Predicates.assignableTo(type));
    }

    private WallsTest() {}
}
