package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Step.ManualPause;
import io.ionroller.engine.model.Step.SetWeight;
import io.ionroller.engine.model.Step.TimedPause;
import io.ionroller.engine.model.Weight;
import java.io.IOException;
import java.time.Duration;

/** Steps: {@code {"weight":"10%"}}, {@code {"pause":"30s"}}, {@code {"pause":"manual"}}. */
final class StepFormat {

    static final String WEIGHT = "weight";
    static final String PAUSE = "pause";
    static final String MANUAL = "manual";

    private StepFormat() {}

    /** Reads the value of a {@code pause}. */
    static Step pause(String text) {
        return text.equals(MANUAL) ? new ManualPause() : new TimedPause(Durations.parse(text));
    }

    static final class Writer extends StdSerializer<Step> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Step.class);
        }

        @Override
        public void serialize(Step step, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartObject();
            switch (step) {
                case SetWeight(Weight weight) -> generator.writeStringField(WEIGHT, weight.percent());
                case TimedPause(Duration duration) -> generator.writeStringField(PAUSE, Durations.format(duration));
                case ManualPause() -> generator.writeStringField(PAUSE, MANUAL);
            }
            generator.writeEndObject();
        }
    }

    static final class Reader extends StdDeserializer<Step> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Step.class);
        }

        @Override
        public Step deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(parser);
            if (node.path(WEIGHT).isTextual()) {
                return new SetWeight(Weight.ofPercent(node.path(WEIGHT).textValue()));
            }
            if (node.path(PAUSE).isTextual()) {
                return pause(node.path(PAUSE).textValue());
            }
            return context.reportInputMismatch(this, "a step has a \"weight\" or a \"pause\", both texts: %s", node);
        }
    }
}
