package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.platform.DrainProof;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** A drain proof is written as the figures it rests on, and checked again when it is read. */
final class DrainProofFormat {

    private DrainProofFormat() {}

    private record Figures(EnvironmentId environment, Instant observedAt, Instant zeroSince, Duration drainDelay) {}

    static final class Writer extends StdSerializer<DrainProof> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(DrainProof.class);
        }

        @Override
        public void serialize(DrainProof proof, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            provider.defaultSerializeValue(
                    new Figures(proof.environment(), proof.observedAt(), proof.zeroSince(), proof.drainDelay()),
                    generator);
        }
    }

    static final class Reader extends StdDeserializer<DrainProof> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(DrainProof.class);
        }

        @Override
        public DrainProof deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Figures figures = context.readValue(parser, Figures.class);
            return DrainProof.restore(
                    figures.environment(), figures.observedAt(), figures.zeroSince(), figures.drainDelay());
        }
    }
}
