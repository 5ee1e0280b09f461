package io.ionroller.api.app;

import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Times every call of the engine to its platforms, whatever verbs they have. */
final class PlatformTimes implements UnaryOperator<Platform> {

    private final MeterRegistry registry;

    PlatformTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The same platform, timed. */
    @Override
    public Platform apply(Platform platform) {
        return (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (proxy, method, arguments) -> called(platform, method, arguments));
    }

    private @Nullable Object called(Platform platform, Method method, Object @Nullable [] arguments) throws Throwable {
        long began = System.nanoTime();
        Object answer;
        try {
            answer = method.invoke(platform, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
        if (answer instanceof Platform same) {
            return same == platform ? apply(platform) : apply(same);
        }
        if (answer instanceof CompletionStage<?> stage) {
            return stage.whenComplete((done, failure) -> record(platform, method.getName(), failure, began));
        }
        return answer;
    }

    private void record(Platform platform, String verb, @Nullable Throwable failure, long began) {
        Timer.builder("ionroller.platform.call")
                .description("Calls of the engine to its platforms.")
                .tags("platform", platform.type(), "verb", verb, "outcome", outcome(failure))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - began));
    }

    private static String outcome(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case null -> "done";
            case PlatformException known ->
                known.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            default -> "bug";
        };
    }
}
