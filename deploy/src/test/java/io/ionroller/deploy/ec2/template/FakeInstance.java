package io.ionroller.deploy.ec2.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder that a boot script takes for an instance: programs of the same names that write down what they are called with,
 * secrets, and a console.
 */
final class FakeInstance {

    private static final String RECORD =
            "#!/bin/bash\n{ printf '%s\\0' \"${0##*/}\" \"$@\"; printf '\\036'; } >> \"$FAKE/calls\"\n";

    private static final Map<String, String> PROGRAMS = Map.of(
            "curl", """
                    case "$*" in
                      *-X\\ PUT*token-ttl-seconds*/latest/api/token) echo TOKEN ;;
                      *aws-ec2-metadata-token:\\ TOKEN*/latest/meta-data/placement/region) echo eu-west-1 ;;
                      *aws-ec2-metadata-token:\\ TOKEN*/latest/meta-data/instance-id) echo i-0123 ;;
                      *) echo "curl: (22) 401" >&2; exit 22 ;;
                    esac
                    """,
            "aws", """
                    [ "$1" = ecr ] && { echo ecr-token; exit; }
                    while [ $# -gt 0 ]; do
                      case "$1" in --name | --secret-id) id=$2 ;; esac
                      shift
                    done
                    cat "$FAKE/secret${id//\\//_}" 2> /dev/null && exit
                    echo "An error occurred (NotFound): $id" >&2
                    exit 254
                    """,
            "docker", """
                    case "$1" in
                      login) cat > "$FAKE/password" ;;
                      pull)
                        if [ -s "$FAKE/failures" ]; then
                          sed -i 1d "$FAKE/failures"
                          echo "Error: registry is away" >&2
                          exit 1
                        fi ;;
                      run)
                        env > "$FAKE/environment"
                        cp "$DOCKER_CONFIG/config.json" "$FAKE/config.json" 2> /dev/null
                        while [ "$1" != --env-file ]; do shift; done
                        cp "$2" "$FAKE/env-file"
                        stat -c %a "$2" "${2%/*}" > "$FAKE/rights"
                        if [ -e "$FAKE/refuse" ]; then
                          printf '%s\\n' "docker: Error: port is taken." "See 'docker run --help'." >&2
                          exit 125
                        fi ;;
                      inspect) cat "$FAKE/inspect" ;;
                      logs) echo "its last words" ;;
                    esac
                    """,
            // Whether a folder is in memory; everything else for real.
            "stat", "if [ \"$1\" = -f ]; then cat \"$FAKE/kind\"; else exec /usr/bin/stat \"$@\"; fi\n",
            "systemctl", "",
            "sleep", "");

    private final Path folder;

    FakeInstance(Path folder) throws IOException {
        this.folder = folder;
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            Path file = programs.resolve(program.getKey());
            Files.writeString(file, RECORD + program.getValue());
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " executable");
            }
        }
        file("kind", "tmpfs\n");
        file("inspect", "0 true 0\n");
    }

    FakeInstance file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return this;
    }

    FakeInstance secret(String id, String value) throws IOException {
        return file("secret" + id.replace('/', '_'), value);
    }

    /** Runs a script as cloud-init would, and answers its status. */
    int boot(UserData userData) throws IOException, InterruptedException {
        String script = userData.script()
                .replace("RUN=/run/ionroller\n", "RUN=" + folder.resolve("run") + "\n")
                .replace("CONSOLE=/dev/console\n", "CONSOLE=" + folder.resolve("console.now") + "\n")
                .replace("> \"$CONSOLE\"", ">> \"$CONSOLE\"");
        Path file = Files.writeString(folder.resolve("user-data"), script);
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        bash.environment().put("FAKE", folder.toString());
        bash.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = bash.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the script does not end: " + read("output"));
        }
        return process.exitValue();
    }

    /** The calls of a program with this first argument, with all arguments. */
    List<List<String>> calls(String program, String first) throws IOException {
        List<List<String>> calls = new ArrayList<>();
        for (String call : read("calls").split("\036")) {
            List<String> words = Arrays.asList(call.split("\0", -1));
            List<String> arguments = words.subList(0, words.size() - 1);
            if (arguments.size() > 1
                    && arguments.get(0).equals(program)
                    && arguments.get(1).equals(first)) {
                calls.add(arguments.subList(1, arguments.size()));
            }
        }
        return calls;
    }

    String console() throws IOException {
        return read("console.now");
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    String read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
