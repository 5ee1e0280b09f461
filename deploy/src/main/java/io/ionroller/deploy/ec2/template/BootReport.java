package io.ionroller.deploy.ec2.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What an instance's console says about its boot, as the script of {@link UserData} wrote it there. */
public final class BootReport {

    /** So much of the container's last words fits into a sentence. */
    private static final int MOST_CHARACTERS = 300;

    private static final int MOST_LINES = 20;
    private static final String LEFT_OUT = "...";

    private BootReport() {}

    /**
     * Why no container runs, or with what words it ended, in one line for a sentence. Empty when the console tells neither, which
     * is also so while the instance boots.
     *
     * @param console what the console showed so far, or the end of it
     */
    public static Optional<String> reason(String console) {
        int failed = console.lastIndexOf(UserData.FAILED);
        int ended = console.lastIndexOf(UserData.ENDED);
        if (failed < 0 && ended < 0) {
            return Optional.empty();
        }
        if (failed > ended) {
            return Optional.of("it did not boot: " + first(console.substring(failed + UserData.FAILED.length())));
        }
        String words = console.substring(ended + UserData.ENDED.length());
        List<String> last = words.lines()
                .skip(1)
                .limit(MOST_LINES)
                .takeWhile(line -> line.startsWith("  "))
                .map(BootReport::plain)
                .toList();
        return Optional.of("its container ended: " + (first(words) + " " + shortened(last)).strip());
    }

    private static String first(String text) {
        return plain(text.lines().findFirst().orElse(""));
    }

    /** Without the control characters with which programs paint their output. */
    private static String plain(String line) {
        return line.replaceAll("\\e\\[[0-9;]*m", "")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }

    /** The end of it: what a program says last is what it ended of. */
    private static String shortened(List<String> lines) {
        Deque<String> kept = new ArrayDeque<>();
        int length = 0;
        for (String line : lines.reversed()) {
            length += line.length();
            if (length > MOST_CHARACTERS) {
                kept.addFirst(kept.isEmpty() ? line.substring(0, MOST_CHARACTERS) + LEFT_OUT : LEFT_OUT);
                break;
            }
            kept.addFirst(line);
        }
        return String.join(" | ", kept);
    }
}
