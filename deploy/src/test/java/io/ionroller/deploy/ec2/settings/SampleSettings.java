package io.ionroller.deploy.ec2.settings;

import io.ionroller.engine.model.PlatformSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Good settings, to be spoilt or filled by tests. */
public final class SampleSettings {

    public static final String RULE =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee";
    public static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private SampleSettings() {}

    /** The least that is good. */
    public static SampleSettings least() {
        return new SampleSettings()
                .with("region", "eu-west-1")
                .with("vpc", "vpc-0123456789abcdef0")
                .with("subnets", List.of("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"))
                .with("instance_type", "t3.small")
                .with("instance_profile", "cart-instance")
                .with("ami", "ami-0123456789abcdef0")
                .with("image", "registry.example.org/shop/cart")
                .with("port_mappings", List.of(Map.of("host", 8080, "container", 80)))
                .with("load_balancer", Map.of("rule", RULE));
    }

    /** Sets a field; dots lead into objects. */
    public SampleSettings with(String path, Object value) {
        Map<String, Object> object = fields;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            object = inner(object, names[i]);
        }
        object.put(names[names.length - 1], value);
        return this;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> object, String name) {
        Map<String, Object> copy = object.get(name) instanceof Map<?, ?> map
                ? new LinkedHashMap<>((Map<String, Object>) map)
                : new LinkedHashMap<>();
        object.put(name, copy);
        return copy;
    }

    public SampleSettings without(String field) {
        fields.remove(field);
        return this;
    }

    public PlatformSettings platform() {
        return new PlatformSettings("ec2", new LinkedHashMap<>(fields));
    }

    public Ec2Settings read() {
        return Ec2Settings.of(platform());
    }

    /** What is wrong, as sentences. */
    public List<String> mistakes() {
        List<String> sentences = new ArrayList<>();
        Ec2Settings.check(platform()).forEach(violation -> sentences.add(violation.sentence()));
        return sentences;
    }
}
