package io.ionroller.deploy.ec2.template;

import java.util.Optional;
import java.util.stream.Collectors;

/** What an instance's console says about its boot, as the script of {@link UserData} wrote it there. */
public final class BootReport {

    /** The line itself and the last lines of the container, which the script indents. */
    private static final int MOST_LINES = 21;

    private BootReport() {}

    /**
     * Why no container runs, or with what words it ended: a sentence, or up to 21 lines. Empty when the console tells
     * neither, which is also so while the instance boots.
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
            return Optional.of(console.substring(failed + UserData.FAILED.length())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip());
        }
        String words = console.substring(ended + UserData.ENDED.length());
        String sentence =
                "the container ended: " + words.lines().findFirst().orElse("").strip();
        String last = words.lines()
                .skip(1)
                .limit(MOST_LINES - 1)
                .takeWhile(line -> line.startsWith("  "))
                .map(line -> '\n' + line.strip())
                .collect(Collectors.joining());
        return Optional.of(sentence + last);
    }
}
