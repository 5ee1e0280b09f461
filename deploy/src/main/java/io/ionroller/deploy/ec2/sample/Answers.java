package io.ionroller.deploy.ec2.sample;

import io.ionroller.engine.platform.PlatformException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for answers. */
final class Answers {

    private Answers() {}

    /** @throws PlatformException as the call failed */
    static <T> T of(CompletionStage<T> call) {
        try {
            return call.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PlatformException failure
                    ? failure
                    : new PlatformException(PlatformException.Kind.TERMINAL, String.valueOf(e.getCause()), e);
        }
    }
}
