package io.ionroller.aws.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Parameters of a form, where {@code A.member.2.B=c} is a tree. EC2's lists have no {@code member} level.
 *
 * <p>Source: smithy.io/2.0/aws/protocols/aws-query-protocol.html and aws-ec2-query-protocol.html.
 */
final class FormSource implements Source {

    private final boolean flatLists;
    private final Map<String, FormSource> children = new LinkedHashMap<>();
    private String text = "";

    private FormSource(boolean flatLists) {
        this.flatLists = flatLists;
    }

    static FormSource parse(String form, boolean flatLists) {
        FormSource root = new FormSource(flatLists);
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                root.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return root;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    void put(String path, String value) {
        FormSource node = this;
        for (String part : path.split("\\.")) {
            node = node.children.computeIfAbsent(part, _ -> new FormSource(flatLists));
        }
        node.text = value;
    }

    void drop(String name) {
        children.remove(name);
    }

    @Override
    public Set<String> names() {
        return children.keySet();
    }

    @Override
    public Optional<Source> member(String name) {
        return Optional.ofNullable(children.get(name));
    }

    @Override
    public List<Source> items(ListTrait trait) {
        FormSource list = this;
        if (!flatLists && !trait.isFlattened() && !children.isEmpty()) {
            String level = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
            list = children.getOrDefault(level, this);
        }
        return list.numbered();
    }

    @Override
    public Map<String, Source> entries(MapTrait trait) {
        FormSource map = trait.isFlattened() || flatLists ? this : children.getOrDefault("entry", this);
        Map<String, Source> entries = new LinkedHashMap<>();
        for (Source entry : map.numbered()) {
            String key = entry.member(orElse(trait.keyLocationName(), "key"))
                    .map(Source::text)
                    .orElse("");
            entry.member(orElse(trait.valueLocationName(), "value")).ifPresent(value -> entries.put(key, value));
        }
        return entries;
    }

    private static String orElse(String name, String otherwise) {
        return name == null ? otherwise : name;
    }

    private List<Source> numbered() {
        List<Source> items = new ArrayList<>();
        for (int index = 1; children.containsKey(Integer.toString(index)); index++) {
            items.add(children.get(Integer.toString(index)));
        }
        if (items.size() != children.size()) {
            throw new Refusal(
                    "MalformedQueryString", "Lists are numbered from 1 without gaps, got " + children.keySet());
        }
        return items;
    }

    @Override
    public String text() {
        return text;
    }
}
