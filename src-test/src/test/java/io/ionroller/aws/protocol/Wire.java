package io.ionroller.aws.protocol;

import io.ionroller.aws.model.ServiceModel;
import software.amazon.awssdk.core.SdkPojo;

/** One of AWS's protocols, for one service. Thread-safe. */
public interface Wire {

    static Wire of(ServiceModel model) {
        return switch (model.dialect()) {
            case "query" -> new FormWire(model, false);
            case "ec2" -> new FormWire(model, true);
            case "rest-xml" -> new RestXmlWire(model);
            case "s3" -> new ObjectWire(model);
            case "json" -> new JsonWire(model);
            default -> throw new IllegalArgumentException("No wire for the protocol " + model.dialect());
        };
    }

    /** @throws Refusal if the request names no operation of the service */
    String action(HttpCall call);

    /**
     * @param builder of the action's request class
     * @throws UnknownMember if the request has parameters that its class has not
     */
    Object request(String action, HttpCall call, SdkPojo builder);

    /** The bytes of a request whose body is not a structure. */
    default byte[] payload(HttpCall call) {
        return new byte[0];
    }

    HttpAnswer answer(String action, SdkPojo response, String requestId);

    HttpAnswer refusal(String code, String message, int status, String requestId);
}
