package io.ionroller.aws.protocol;

import io.ionroller.aws.model.HttpRoute;
import io.ionroller.aws.model.ServiceModel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** REST-XML, as Route 53 speaks it: the operation is method and path, which AWS's model states. */
record RestXmlWire(ServiceModel model) implements Wire {

    @Override
    public String action(HttpCall call) {
        return route(call).operation();
    }

    private HttpRoute route(HttpCall call) {
        return model.routes().stream()
                .filter(route -> route.matches(call.method(), call.path(), call.query()))
                .findFirst()
                .orElseThrow(() -> new Refusal("UnknownOperationException", call.method() + " " + call.path(), 404));
    }

    @Override
    public Object request(String action, HttpCall call, SdkPojo builder) {
        FormSource outside = FormSource.parse(call.query(), true);
        route(call).labels(call.path()).forEach(outside::put);
        if (call.body().length == 0) {
            return PojoReader.read(builder, outside, action);
        }
        XmlSource payload = XmlSource.parse(call.body());
        if (!payload.name().equals(action + "Request")) {
            throw new Refusal("MalformedXML", "The root is " + payload.name() + ", not " + action + "Request");
        }
        return PojoReader.read(builder, new Both(outside, payload), action);
    }

    @Override
    public HttpAnswer answer(String action, SdkPojo response, String requestId) {
        XmlWriter out = new XmlWriter().open(action + "Response", namespace());
        HttpAnswer answer = FormWire.xml(200, requestId, out.members(response).close(action + "Response"));
        Map<String, String> headers = new HashMap<>(answer.headers());
        for (SdkField<?> field : response.sdkFields()) {
            Object value = field.getValueOrDefault(response);
            if (field.location() == MarshallLocation.HEADER && value != null) {
                headers.put(field.unmarshallLocationName(), value.toString());
            }
        }
        return new HttpAnswer(answer.status(), headers, answer.body());
    }

    @Override
    public HttpAnswer refusal(String code, String message, int status, String requestId) {
        XmlWriter out = new XmlWriter().open("ErrorResponse", namespace()).open("Error");
        out.element("Type", status < 500 ? "Sender" : "Receiver").element("Code", code);
        out.element("Message", message).close("Error").element("RequestId", requestId);
        return FormWire.xml(status, requestId, out.close("ErrorResponse"));
    }

    private String namespace() {
        return "https://route53.amazonaws.com/doc/" + model.version() + "/";
    }

    /** What is in path and query, and what is in the body. */
    private record Both(Source outside, Source payload) implements Source {
        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>(outside.names());
            names.addAll(payload.names());
            return names;
        }

        @Override
        public Optional<Source> member(String name) {
            return outside.member(name).or(() -> payload.member(name));
        }

        @Override
        public List<Source> items(ListTrait trait) {
            return payload.items(trait);
        }

        @Override
        public Map<String, Source> entries(MapTrait trait) {
            return payload.entries(trait);
        }

        @Override
        public String text() {
            return payload.text();
        }
    }
}
