package io.ionroller.engine.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.module.SimpleSerializers;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.MapType;
import io.ionroller.engine.model.Durations;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.model.PlatformSettings;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServiceName;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Step;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.DrainProof;
import io.ionroller.engine.platform.EffectId;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the domain's values are written and read. */
final class ValueModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ValueModule() {
        super("ionroller-values");
        text(ServiceName.class, ServiceName::value, ServiceName::new);
        text(Version.class, Version::value, Version::new);
        text(EnvironmentId.class, EnvironmentId::toString, EnvironmentId::parse);
        text(Weight.class, Weight::percent, Weight::ofPercent);
        text(Permission.class, Permission::text, Permission::of);
        text(Role.class, Role::text, Role::of);
        text(ServicePattern.class, ServicePattern::value, ServicePattern::new);
        text(Subject.class, Subject::value, Subject::new);
        text(Duration.class, Durations::format, Durations::parse);
        addSerializer(EffectId.class, ToStringSerializer.instance);
        addKeyDeserializer(EnvironmentId.class, new EnvironmentKey());
        addSerializer(Step.class, new StepFormat.Writer());
        addDeserializer(Step.class, new StepFormat.Reader());
        addSerializer(PlatformSettings.class, new PlatformSettingsFormat.Writer());
        addDeserializer(PlatformSettings.class, new PlatformSettingsFormat.Reader());
        addSerializer(DrainProof.class, new DrainProofFormat.Writer());
        addDeserializer(DrainProof.class, new DrainProofFormat.Reader());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new MapsByEnvironment());
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new TextFormat.Writer<>(type, write));
        addDeserializer(type, new TextFormat.Reader<>(type, read));
    }

    private static final class EnvironmentKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return EnvironmentId.parse(key);
        }
    }

    /** Writes maps by environment in the order of environments, so that equal events are equal text. */
    private static final class MapsByEnvironment extends SimpleSerializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable JsonSerializer<?> findMapSerializer(
                SerializationConfig config,
                MapType type,
                BeanDescription description,
                @Nullable JsonSerializer<Object> keySerializer,
                @Nullable TypeSerializer elementTypeSerializer,
                @Nullable JsonSerializer<Object> elementSerializer) {
            return type.getKeyType().hasRawClass(EnvironmentId.class) ? new SortedMapWriter() : null;
        }
    }
}
