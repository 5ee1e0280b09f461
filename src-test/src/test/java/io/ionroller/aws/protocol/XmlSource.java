package io.ionroller.aws.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * The elements of one name inside an element: several where a list is flattened, else one.
 *
 * <p>Source: smithy.io/2.0/aws/protocols/aws-restxml-protocol.html.
 */
record XmlSource(List<Element> elements) implements Source {

    static XmlSource parse(byte[] document) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(document))
                    .getDocumentElement();
            return new XmlSource(List.of(root));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new Refusal("MalformedXML", "The body is not XML: " + e.getMessage());
        }
    }

    String name() {
        return elements.getFirst().getLocalName();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        children(null).forEach(child -> names.add(child.getLocalName()));
        return names;
    }

    @Override
    public Optional<Source> member(String name) {
        List<Element> found = children(name);
        return found.isEmpty() ? Optional.empty() : Optional.of(new XmlSource(found));
    }

    @Override
    public List<Source> items(ListTrait trait) {
        String level = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        List<Element> items = trait.isFlattened() ? elements : children(level);
        return items.stream().<Source>map(item -> new XmlSource(List.of(item))).toList();
    }

    @Override
    public Map<String, Source> entries(MapTrait trait) {
        Map<String, Source> entries = new LinkedHashMap<>();
        for (Element entry : trait.isFlattened() ? elements : children("entry")) {
            XmlSource source = new XmlSource(List.of(entry));
            String key = source.member(trait.keyLocationName()).orElseThrow().text();
            source.member(trait.valueLocationName()).ifPresent(value -> entries.put(key, value));
        }
        return entries;
    }

    /** @param name null for all */
    private List<Element> children(String name) {
        List<Element> children = new ArrayList<>();
        for (Node child = elements.getFirst().getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element
                    && (name == null || element.getLocalName().equals(name))) {
                children.add(element);
            }
        }
        return children;
    }

    @Override
    public String text() {
        return elements.getFirst().getTextContent();
    }
}
