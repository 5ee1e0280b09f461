package io.ionroller.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes a map in the natural order of its keys, the keys as text. */
final class SortedMapWriter extends StdSerializer<Map<?, ?>> {

    private static final long serialVersionUID = 1L;

    SortedMapWriter() {
        super(Map.class, false);
    }

    @Override
    public void serialize(Map<?, ?> map, JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            generator.writeFieldName(String.valueOf(entry.getKey()));
            provider.defaultSerializeValue(entry.getValue(), generator);
        }
        generator.writeEndObject();
    }
}
