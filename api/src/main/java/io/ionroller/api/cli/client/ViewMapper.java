package io.ionroller.api.cli.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ionroller.api.cli.text.Spans;
import java.io.IOException;
import java.time.Duration;

/** Reads views: snake_case, durations as {@code 30s}; fields of a newer server are ignored. Safe for all threads. */
final class ViewMapper {

    static final JsonMapper INSTANCE = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("durations").addDeserializer(Duration.class, new DurationReader()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ViewMapper() {}

    private static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Spans.parse(parser.getText());
            } catch (IllegalArgumentException notADuration) {
                throw JsonMappingException.from(parser, notADuration.getMessage());
            }
        }
    }
}
