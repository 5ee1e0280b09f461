package io.ionroller.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the token comes from that proves who asks. */
final class TokenSource {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private TokenSource() {}

    /** What was given, else IONROLLER_TOKEN, else what is in the file of IONROLLER_TOKEN_FILE or in the user's own, if there is one. */
    static Optional<String> of(@Nullable String given, Surroundings surroundings) {
        if (given != null) {
            return Optional.of(token(given, "--token"));
        }
        String variable = surroundings.variable("IONROLLER_TOKEN");
        if (!variable.isBlank()) {
            return Optional.of(token(variable, "IONROLLER_TOKEN"));
        }
        String named = surroundings.variable("IONROLLER_TOKEN_FILE");
        if (!named.isBlank()) {
            return Optional.of(read(Path.of(named)));
        }
        String home = surroundings.variable("HOME");
        Path own = Path.of(home, ".config", "ionroller", "token");
        return !home.isBlank() && Files.isRegularFile(own) ? Optional.of(read(own)) : Optional.empty();
    }

    private static String read(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new InputException(
                        file + ": others may read or write it, wanted a file for you alone: chmod 600 " + file);
            }
            return token(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InputException(file + ": the token cannot be read from it: " + e);
        }
    }

    /** As a header can carry it; what is wrong with it is not shown. */
    private static String token(String text, String source) {
        String token = text.strip();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new InputException(source + ": got no token, wanted ionr_... or a JWT, in one piece");
        }
        return token;
    }
}
