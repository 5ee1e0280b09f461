package io.ionroller.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.view.ProblemView;
import io.ionroller.api.view.ViolationView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody reads who did something wrong, or whose server did. */
@Timeout(30)
final class ErrorTest {

    private static final Map<String, String> NOBODY = Map.of("IONROLLER_USER", "ann");

    @Test
    void tellsAProblemWithItsCodeEveryViolationAndTheNextStep() throws IOException {
        try (TinyServer server = new TinyServer()) {
            server.answer(
                    "PUT /services/hello/config",
                    422,
                    new ProblemView(
                            ProblemView.TYPE_PREFIX + "invalid-configuration",
                            "Invalid",
                            422,
                            "2 fields are wrong",
                            "/services/hello/config",
                            "invalid-configuration",
                            List.of(
                                    new ViolationView("strategy.steps[1].weight", "\"5%\"", "more than 10%"),
                                    new ViolationView("", "[]", "an object")),
                            "see docs/operations.md",
                            null));
            Run run = Run.of(Run.environment(server), "{}", "config", "set", "hello", "-");
            assertThat(run.err()).isEqualTo("""
                            error: 2 fields are wrong
                              code: invalid-configuration (422)
                              strategy.steps[1].weight: got "5%", wanted more than 10%
                              the document: got [], wanted an object
                              next: see docs/operations.md
                            """);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void saysWhatWasTriedWhenNobodyAnswersAndHowToStartAServer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Run run = Run.of(NOBODY, "", "services", "--server", "127.0.0.1:" + free);
        assertThat(run.err()).isEqualTo("error: no answer from http://127.0.0.1:" + free + """
                         (from --server): connection refused
                          Start a server:        ionroller server
                          Or name another one:   --server URL, or IONROLLER_SERVER=URL
                        """);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void doubtsTheAddressWhenSomebodyElseAnswers() throws IOException {
        try (TinyServer server = new TinyServer()) {
            server.answer("GET /services", () -> new TinyServer.Answer(200, "text/html", "<html>"));
            assertThat(Run.of(server, "services").err())
                    .contains("answered 200 with text/html")
                    .contains("Is IONROLLER_SERVER right?");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    release hello                     | Missing required parameter: 'VERSION'
                    relese hello 1                    | Did you mean: ionroller release
                    release hello 1 --timeout 5x      | got "5x", wanted a duration
                    release hello 1 --revision x      | 'x' is not an int
                    events --from yesterday           | got "yesterday", wanted a time
                    events --follow --oldest          | cannot be combined
                    services --server ftp://somewhere | got "ftp://somewhere", wanted a URL
                    services -o xml                   | expected one of [text, json]
                    status --follow                   | --follow needs a SERVICE
                    """)
    void explainsWhatIsWrongWithTheArguments(String arguments, String message) {
        Run run = Run.of(NOBODY, "", arguments.split(" "));
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void showsTheCommandsWhenNoneIsGiven() {
        Run run = Run.of(NOBODY, "");
        assertThat(run.out()).contains("Commands:", "rollback", "Exit codes:");
        assertThat(run.exitCode()).isZero();
    }
}
