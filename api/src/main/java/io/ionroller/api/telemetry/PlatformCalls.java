package io.ionroller.api.telemetry;

import io.ionroller.engine.platform.Platform;
import io.ionroller.engine.platform.PlatformException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells of every call of the engine to its platforms when it is over, whatever verbs they have. */
public final class PlatformCalls implements UnaryOperator<Platform> {

    private final Listener listener;

    public PlatformCalls(Listener listener) {
        this.listener = listener;
    }

    /** Hears of calls, on the thread that ends one. */
    @FunctionalInterface
    public interface Listener {
        void ended(Call call);
    }

    /**
     * A call that is over.
     *
     * @param platform type of the platform
     * @param failure why it failed; absent when it did not
     */
    public record Call(
            String platform,
            String verb,
            Instant began,
            Duration took,
            @Nullable Throwable failure) {

        /** {@code done}, the kind of its failure such as {@code transient}, or {@code bug}. */
        public String outcome() {
            return switch (cause()) {
                case null -> "done";
                case PlatformException known ->
                    known.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
                default -> "bug";
            };
        }

        @Nullable
        Throwable cause() {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }
    }

    /** The same platform, of whose calls the listener hears. */
    @Override
    public Platform apply(Platform platform) {
        return (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(),
                new Class<?>[] {Platform.class},
                (proxy, method, arguments) -> called(platform, method, arguments));
    }

    private @Nullable Object called(Platform platform, Method method, Object @Nullable [] arguments) throws Throwable {
        Instant began = Instant.now();
        long nanos = System.nanoTime();
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
            return stage.whenComplete((done, failure) -> listener.ended(new Call(
                    platform.type(), method.getName(), began, Duration.ofNanos(System.nanoTime() - nanos), failure)));
        }
        return answer;
    }
}
