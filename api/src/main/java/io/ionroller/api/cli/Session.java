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
    private final @Nullable String user;
    private final boolean json;
    private final Paint paint;
    private final ApiClient client;

    Session(Surroundings surroundings, ServerAddress server, @Nullable String user, boolean json, Paint paint) {
        this.surroundings = surroundings;
        this.user = user;
        this.json = json;
        this.paint = paint;
        this.client = new ApiClient(server, surroundings.patience());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    ApiClient client() {
        return client;
    }

    boolean json() {
        return json;
    }

    Paint paint() {
        return paint;
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
        return client.change(Change.of(method, target, body, UserName.of(user, surroundings)));
    }

    /** Sends a change and says what happens now. */
    AcceptedView tell(String method, Target target, @Nullable JsonNode body) {
        return tell(change(method, target, body));
    }

    /** Says what the server accepted. */
    AcceptedView tell(JsonNode answer) {
        AcceptedView accepted = client.read(answer, AcceptedView.class);
        if (json) {
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
