package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Systems Manager's parameters, to be read. */
public final class Parameters {

    private Parameters() {}

    public static Actions actions() {
        return new Actions()
                .on(GetParameterRequest.class, Parameters::one)
                .on(GetParametersRequest.class, Parameters::several);
    }

    private static SdkPojo one(Call call, GetParameterRequest request) {
        Parameter parameter = call.region()
                .shelf()
                .parameters
                .get(request.name(), call)
                .orElseThrow(() -> new Refusal("ParameterNotFound", "Parameter " + request.name() + " not found."));
        return GetParameterResponse.builder().parameter(parameter).build();
    }

    private static SdkPojo several(Call call, GetParametersRequest request) {
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : request.names()) {
            call.region().shelf().parameters.get(name, call).ifPresentOrElse(found::add, () -> invalid.add(name));
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }
}
