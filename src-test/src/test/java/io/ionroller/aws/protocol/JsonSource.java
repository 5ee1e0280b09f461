package io.ionroller.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** A JSON value. Source: smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. */
record JsonSource(JsonNode node) implements Source {

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public Optional<Source> member(String name) {
        JsonNode member = node.get(name);
        return member == null || member.isNull() ? Optional.empty() : Optional.of(new JsonSource(member));
    }

    @Override
    public List<Source> items(ListTrait trait) {
        List<Source> items = new ArrayList<>();
        node.forEach(item -> items.add(new JsonSource(item)));
        return items;
    }

    @Override
    public Map<String, Source> entries(MapTrait trait) {
        Map<String, Source> entries = new LinkedHashMap<>();
        names().forEach(name -> entries.put(name, new JsonSource(node.get(name))));
        return entries;
    }

    @Override
    public String text() {
        return node.asText();
    }
}
