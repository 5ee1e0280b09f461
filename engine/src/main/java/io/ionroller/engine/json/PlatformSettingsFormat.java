package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.ionroller.engine.model.PlatformSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Platform settings: one object with {@code type} first and the platform's own settings beside it. */
final class PlatformSettingsFormat {

    static final String TYPE = "type";

    private PlatformSettingsFormat() {}

    static final class Writer extends StdSerializer<PlatformSettings> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(PlatformSettings.class);
        }

        @Override
        public void serialize(PlatformSettings value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeStartObject();
            generator.writeStringField(TYPE, value.type());
            for (Map.Entry<String, Object> setting : value.settings().entrySet()) {
                provider.defaultSerializeField(setting.getKey(), setting.getValue(), generator);
            }
            generator.writeEndObject();
        }
    }

    static final class Reader extends StdDeserializer<PlatformSettings> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(PlatformSettings.class);
        }

        @Override
        public PlatformSettings deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Map<String, Object> settings = parser.readValueAs(new TypeReference<LinkedHashMap<String, Object>>() {});
            if (!(settings.remove(TYPE) instanceof String type)) {
                return context.reportInputMismatch(this, "platform settings have a \"type\"");
            }
            return new PlatformSettings(type, settings);
        }
    }
}
