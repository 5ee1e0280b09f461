package io.ionroller.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The process that {@link JournalCopyTest} kills: copies a journal and stands still after the first batch, having said so. */
final class CopyTarget {

    private CopyTarget() {}

    /** @param args the folder to copy from, and the URL to copy to */
    public static void main(String[] args) {
        JournalCopy.run(
                Path.of(args[0]),
                (StoreSettings.PostgreSql) StoreSettings.parse(args[1]),
                JournalCopy.BrokenChains.REFUSE,
                CopyTarget::standStill);
    }

    private static void standStill(long events) {
        System.out.println(events);
        System.out.flush();
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody is there to kill this process");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
