package io.ionroller.aws.protocol;

import io.ionroller.aws.model.ServiceModel;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** The query protocol and EC2's dialect of it: a form comes in, XML goes out. */
record FormWire(ServiceModel model, boolean ec2) implements Wire {

    @Override
    public String action(HttpCall call) {
        String action = form(call).member("Action").map(Source::text).orElse("");
        if (!model.hasOperation(action)) {
            throw new Refusal("InvalidAction", "The action " + action + " is not valid for this web service.");
        }
        return action;
    }

    private FormSource form(HttpCall call) {
        return FormSource.parse(call.text(), ec2);
    }

    @Override
    public Object request(String action, HttpCall call, SdkPojo builder) {
        FormSource form = form(call);
        form.member("Version")
                .map(Source::text)
                .filter(version -> !version.equals(model.version()))
                .ifPresent(other -> {
                    throw new Refusal("NoSuchVersion", "The requested version (" + other + ") is not valid.");
                });
        form.drop("Action");
        form.drop("Version");
        return PojoReader.read(builder, form, action);
    }

    @Override
    public HttpAnswer answer(String action, SdkPojo response, String requestId) {
        XmlWriter out = new XmlWriter().open(action + "Response", model.namespace());
        if (ec2) {
            out.element("requestId", requestId).members(response);
        } else {
            out.open(action + "Result").members(response).close(action + "Result");
            out.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        }
        return xml(200, requestId, out.close(action + "Response"));
    }

    @Override
    public HttpAnswer refusal(String code, String message, int status, String requestId) {
        XmlWriter out = new XmlWriter();
        if (ec2) {
            out.open("Response").open("Errors").open("Error");
            out.element("Code", code).element("Message", message);
            out.close("Error").close("Errors").element("RequestID", requestId).close("Response");
        } else {
            out.open("ErrorResponse", model.namespace()).open("Error");
            out.element("Type", status < 500 ? "Sender" : "Receiver");
            out.element("Code", code).element("Message", message).close("Error");
            out.element("RequestId", requestId).close("ErrorResponse");
        }
        return xml(status, requestId, out);
    }

    static HttpAnswer xml(int status, String requestId, XmlWriter out) {
        return HttpAnswer.of(status, Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId), out.toString());
    }
}
