package io.ionroller.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ionroller.api.cli.client.ApiClient;
import io.ionroller.api.cli.client.Change;
import io.ionroller.api.cli.client.ServerAddress;
import io.ionroller.api.cli.client.Target;
import io.ionroller.api.cli.text.Moment;
import io.ionroller.api.cli.text.Paint;
import io.ionroller.api.view.AcceptedView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of one command: the client, the output, and the settings that came with the command. One thread. */
final class Session {

    private static final byte[] NOTHING = {};

    private final Surroundings surroundings;
    private final Options options;
    private final ApiClient client;

    Session(Surroundings surroundings, Options options) {
        this(surroundings, options, new ApiClient(options.server(), surroundings.patience(), options.token()));
    }

    private Session(Surroundings surroundings, Options options, ApiClient client) {
        this.surroundings = surroundings;
        this.options = options;
        this.client = client;
    }

    /** The same for requests whose answers may take minutes. */
    Session patient() {
        return new Session(surroundings, options, client.patient());
    }

    /**
     * The settings that came with the command.
     *
     * @param user who asks; absent: to be found out when it matters
     * @param token what proves it; absent for nothing
     * @param json whether answers are written as JSON
     */
    record Options(
            ServerAddress server,
            @Nullable String user,
            @Nullable String token,
            boolean json,
            Paint paint) {

        @Override
        public String toString() {
            return server + (token == null ? "" : " with a token");
        }
    }

    Surroundings surroundings() {
        return surroundings;
    }

    ApiClient client() {
        return client;
    }

    boolean json() {
        return options.json();
    }

    Paint paint() {
        return options.paint();
    }

    Moment moment() {
        return new Moment(surroundings.clock().instant(), surroundings.clock().getZone());
    }

    /** Writes lines of text. */
    void print(List<String> lines) {
        lines.forEach(surroundings.out()::println);
        surroundings.out().flush();
    }

    void print(String line) {
        print(List.of(line));
    }

    /** Writes an answer as the server gave it. */
    void print(JsonNode answer) {
        print(answer.toPrettyString());
    }

    /** Sends a change and answers what the server said. */
    JsonNode change(String method, Target target, @Nullable JsonNode body) {
        byte[] bytes = body == null ? NOTHING : body.toString().getBytes(StandardCharsets.UTF_8);
        return change(method, target, bytes);
    }

    JsonNode change(String method, Target target, byte[] body) {
        return client.change(Change.of(method, target, body, UserName.of(options.user(), surroundings)));
    }

    /** Sends a change and says what happens now. */
    AcceptedView tell(String method, Target target, @Nullable JsonNode body) {
        return tell(change(method, target, body));
    }

    /** Says what the server accepted. */
    AcceptedView tell(JsonNode answer) {
        AcceptedView accepted = client.read(answer, AcceptedView.class);
        if (json()) {
            print(answer);
        } else {
            print(Paint.harmless(accepted.sentence()));
        }
        return accepted;
    }

    /**
     * Reads pages until there are enough entries or no more pages.
     *
     * @param field the array of the page
     * @param most how many entries at most
     * @return an object with that one array
     */
    ObjectNode pages(Target first, String field, int most) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Target page = first; page != null && all.size() < most; ) {
            JsonNode answer = client.get(page);
            answer.path(field).forEach(entry -> {
                if (all.size() < most) {
                    all.add(entry);
                }
            });
            JsonNode next = answer.path("next");
            page = next.isTextual() ? Target.given(next.asText()) : null;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set(field, all);
        return result;
    }
}
