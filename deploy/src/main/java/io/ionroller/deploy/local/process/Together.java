package io.ionroller.deploy.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to several slots at once and waits for all of them, also when one fails. */
final class Together {

    /** What is done to one. */
    @FunctionalInterface
    interface Work<T> {
        void on(T one) throws IOException, InterruptedException;
    }

    private Together() {}

    static <T> void all(List<T> items, Work<T> work) throws IOException, InterruptedException {
        List<Future<?>> started = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                started.add(threads.submit(() -> {
                    work.on(item);
                    return null;
                }));
            }
        }
        for (Future<?> one : started) {
            try {
                one.get();
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof IOException io) {
                    throw io;
                }
                if (failure.getCause() instanceof RuntimeException bug) {
                    throw bug;
                }
                throw new IOException(failure.getCause());
            }
        }
    }
}
