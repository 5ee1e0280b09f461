package io.ionroller.api.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ionroller.api.cli.client.ServerSentEvents.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ServerSentEventsTest {

    private final AtomicInteger heard = new AtomicInteger();

    @Test
    void readsMessagesAndSkipsCommentsRetriesAndEmptyOnes() throws IOException {
        assertThat(read("""
                        retry: 1000
                        : the feed begins

                        id: 41
                        event: step-started
                        data: {"a":
                        data:  1}

                        : keep-alive

                        event: nothing

                        id:42
                        data:x

                        """))
                .containsExactly(new Message("41", "step-started", "{\"a\":\n 1}"), new Message("42", "message", "x"));
        assertThat(heard).hasValue(15);
    }

    @Test
    void dropsAMessageThatTheEndOfTheStreamCutOff() throws IOException {
        assertThat(read("id: 1\ndata: whole\n\nid: 2\ndata: cut")).hasSize(1);
    }

    private List<Message> read(String stream) throws IOException {
        ServerSentEvents events =
                new ServerSentEvents(new BufferedReader(new StringReader(stream)), heard::incrementAndGet);
        List<Message> all = new ArrayList<>();
        for (Message next = events.next(); next != null; next = events.next()) {
            all.add(next);
        }
        return all;
    }
}
