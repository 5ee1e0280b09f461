package io.ionroller.api.http;

import static io.ionroller.api.http.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ionroller.engine.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventExportTest {

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isWhatPagesShowTheOldestFirst() throws IOException {
        server.complete("hello", "1.0.0", "2.0.0");
        for (int i = 0; i < 2_100; i++) {
            server.append("other", "trouble " + i);
        }

        HttpResponse<String> response = server.get("/events/export");

        List<JsonNode> lines = new ArrayList<>();
        for (String line : response.body().lines().toList()) {
            lines.add(Json.mapper().readTree(line));
        }
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("events.ndjson"));
        assertThat(lines).hasSize(server.journal.all().size());
        assertThat(lines).extracting(line -> line.path("offset").asLong()).isSorted();
        assertThat(lines.get(2))
                .isEqualTo(json(server.get("/events?order=oldest&cursor=2&limit=1"))
                        .at("/events/0"));
    }

    @Test
    void takesTheFiltersOfPages() {
        server.complete("hello", "1.0.0", "2.0.0");
        server.complete("other", "1.0.0");

        assertThat(server.get("/events/export?service=hello&type=release-accepted")
                        .body()
                        .lines())
                .hasSize(2);
        assertThat(server.get("/events/export?environment=hello-2&type=release-accepted")
                        .body()
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"version\":\"2.0.0\""));
        assertThat(server.get("/events/export?text=nowhere").body()).isEmpty();
        assertThat(server.get("/events/export?format=xml").statusCode()).isEqualTo(400);
        assertThat(server.get("/events?environment=no").statusCode()).isEqualTo(400);
    }

    @Test
    void csvHasOneRowPerEventAndNoFormula() {
        server.configure("hello");
        server.post("/services/hello/release", "{\"version\":\"1.0.0\"}", "User", "=HYPERLINK(\"http://x\",\"y\")");

        HttpResponse<String> response = server.get("/events/export?format=csv");

        List<String> rows = List.of(response.body().split("\r\n"));
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv; charset=UTF-8");
        assertThat(rows.getFirst()).startsWith("offset,service,sequence,type,timestamp,user,");
        assertThat(rows).hasSize(server.journal.all().size() + 1);
        assertThat(response.body()).contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                "=1+1|'=1+1",
                "+1|'+1",
                "-1|'-1",
                "@SUM(A1)|'@SUM(A1)",
                "\uFF1D1|'\uFF1D1",
                "a=b|a=b",
                "a,b|\"a,b\"",
                "=a,b|\"'=a,b\""
            })
    void neutralisesWhatASpreadsheetWouldRun(String text, String cell) {
        assertThat(EventCsv.cell(text)).isEqualTo(cell);
    }

    @Test
    void neutralisesAndQuotesWhatBeginsWithAControlCharacter() {
        assertThat(EventCsv.cell("\t=1")).isEqualTo("'\t=1");
        assertThat(EventCsv.cell("\r=1")).isEqualTo("\"'\r=1\"");
        assertThat(EventCsv.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(EventCsv.cell(" =1")).isEqualTo("\" =1\"");
        assertThat(EventCsv.cell("")).isEmpty();
    }
}
