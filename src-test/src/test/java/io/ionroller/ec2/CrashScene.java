package io.ionroller.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.aws.CrashPoints;
import io.ionroller.aws.cloud.Inventory;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.rollout.PhaseName;
import io.ionroller.engine.rollout.ServiceCommand;
import io.ionroller.service.EngineUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine ends at every kind of call that a service's life makes, the first, second and third time that it makes it: before the
 * call has an effect, or after it and without the answer. In the end exactly what is intended is there.
 */
abstract class CrashScene {

    /** Of each kind of call so many strike; more of them are the same again. */
    private static final int TIMES = 3;

    enum Moment {
        BEFORE,
        AFTER
    }

    @TempDir
    Path folder;

    private final Ec2Ground ground;
    private final Semaphore strikes = new Semaphore(0);
    private final Map<String, Integer> struck = new ConcurrentHashMap<>();
    private volatile boolean dead;
    private EngineUnderTest engine;
    private int crashes;

    CrashScene(Ec2Ground ground) {
        this.ground = ground;
    }

    /** The platform settings of the service. */
    abstract Map<String, Object> settings(Ec2Ground ground);

    /** How many there are of each kind of what is tagged as ours, when the service has one environment. */
    abstract Map<String, Long> oneEnvironment();

    /** The first release has the traffic. */
    void firstServes() {}

    /** Looks at what else there is in the end. */
    void checkEnd(Ec2Ground ground, EnvironmentId environment) {}

    @BeforeEach
    void start() {
        ground.images("3.0");
        engine = new EngineUnderTest(folder, ground::anew);
        engine.configure(Ec2Ground.configuration(
                settings(ground),
                ", \"strategy\": {\"steps\": [{\"weight\": \"10%\"}, {\"weight\": \"100%\"}]}"
                        + ", \"keep_unused_for\": \"1s\""));
    }

    @AfterEach
    void stop() {
        engine.close();
        ground.checkAndClose();
    }

    @ParameterizedTest
    @EnumSource
    void endsWithExactlyWhatIsIntended(Moment moment) {
        ground.aws().crashPoints(points(moment));
        long first = engine.release("1.0");
        await(first, PhaseName.COMPLETED);
        firstServes();
        long second = engine.release("2.0");
        await(second, PhaseName.COMPLETED);
        Long back = engine.accepted(new ServiceCommand.RollBack(null)).release();
        await(Objects.requireNonNull(back), PhaseName.COMPLETED);
        long last = engine.release("3.0");
        await(last, PhaseName.COMPLETED);
        whileCrashing(() -> engine.state().environments().size() == 1);
        EnvironmentId environment = new EnvironmentId(EngineUnderTest.HELLO, last);
        assertThat(engine.state().traffic().observed()).isEqualTo(Map.of(environment, Weight.FULL));
        assertThat(resources()).isEqualTo(oneEnvironment());
        checkEnd(ground, environment);
        assertThat(created("autoscaling", "CreateAutoScalingGroup")).doesNotHaveDuplicates();
        assertThat(crashes).as("crashes at %s", struck).isGreaterThan(20);
    }

    private CrashPoints points(Moment moment) {
        return new CrashPoints() {
            @Override
            public void beforeEffect(Point point) {
                strike(point, moment == Moment.BEFORE);
            }

            @Override
            public void afterEffect(Point point) {
                strike(point, moment == Moment.AFTER);
            }
        };
    }

    /** A dead engine's calls come to nothing; one that dies at this call hears no answer. */
    private void strike(CrashPoints.Point point, boolean wanted) {
        if (dead) {
            throw new CrashPoints.Dropped();
        }
        if (wanted && struck.merge(point.action(), 1, Integer::sum) <= TIMES) {
            dead = true;
            strikes.release();
            throw new CrashPoints.Dropped();
        }
    }

    private void await(long release, PhaseName phase) {
        whileCrashing(() -> engine.state().release(release).phase() == phase);
    }

    /** Starts the engine again whenever it has died, until it has come so far. */
    private void whileCrashing(java.util.concurrent.Callable<Boolean> reached) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    if (strikes.tryAcquire()) {
                        crashes++;
                        engine.crashAndRestart(() -> dead = false);
                    }
                    return reached.call();
                });
    }

    private Map<String, Long> resources() {
        return ground.aws().resources().stream()
                .filter(resource -> resource.tags().keySet().stream().anyMatch(key -> key.startsWith("ionroller:")))
                .collect(Collectors.groupingBy(Inventory.Resource::kind, Collectors.counting()));
    }

    /** The names of what was made, of calls that had their effect. */
    private Set<String> created(String service, String action) {
        Set<String> names = new HashSet<>();
        ground.aws().calls().calls(service, action).stream()
                .filter(call -> call.succeeded())
                .forEach(call -> assertThat(names.add(call.request()))
                        .as("made once: %s", call)
                        .isTrue());
        return names;
    }
}
