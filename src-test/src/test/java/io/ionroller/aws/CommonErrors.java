package io.ionroller.aws;

import io.ionroller.aws.protocol.Refusal;

/**
 * What a service calls the errors that every action can give.
 *
 * <p>Sources: each service's "Common error types"; "Error codes for the Amazon EC2 API"; ELBv2's "Request throttling for the
 * Elastic Load Balancing API" (ThrottlingException); Route 53's "Throttling requests" (Throttling); S3's "Error responses".
 */
record CommonErrors(
        String throttled,
        String denied,
        String invalid,
        String badKey,
        String outdated,
        String failed,
        String unavailable) {

    private static final CommonErrors QUERY = new CommonErrors(
            "Throttling",
            "AccessDenied",
            "ValidationError",
            "InvalidClientTokenId",
            "ExpiredToken",
            "InternalFailure",
            "ServiceUnavailable");
    private static final CommonErrors EC2 = new CommonErrors(
            "RequestLimitExceeded",
            "UnauthorizedOperation",
            "InvalidParameterValue",
            "AuthFailure",
            "RequestExpired",
            "InternalError",
            "Unavailable");
    private static final CommonErrors S3 = new CommonErrors(
            "SlowDown",
            "AccessDenied",
            "InvalidArgument",
            "InvalidAccessKeyId",
            "ExpiredToken",
            "InternalError",
            "ServiceUnavailable");
    private static final CommonErrors JSON = new CommonErrors(
            "ThrottlingException",
            "AccessDeniedException",
            "ValidationException",
            "UnrecognizedClientException",
            "ExpiredTokenException",
            "InternalServerError",
            "ServiceUnavailable");

    static CommonErrors of(Service service) {
        return switch (service.model().dialect()) {
            case "ec2" -> EC2;
            case "s3" -> S3;
            case "json" -> JSON;
            case "rest-xml" -> QUERY.withInvalid("InvalidInput");
            default -> service == Service.ELASTIC_LOAD_BALANCING ? QUERY.withThrottled("ThrottlingException") : QUERY;
        };
    }

    private CommonErrors withInvalid(String code) {
        return new CommonErrors(throttled, denied, code, badKey, outdated, failed, unavailable);
    }

    private CommonErrors withThrottled(String code) {
        return new CommonErrors(code, denied, invalid, badKey, outdated, failed, unavailable);
    }

    Refusal throttling() {
        return switch (throttled) {
            case "RequestLimitExceeded" -> new Refusal(throttled, "Request limit exceeded.", 503);
            case "SlowDown" -> new Refusal(throttled, "Please reduce your request rate.", 503);
            default -> new Refusal(throttled, "Rate exceeded", 400);
        };
    }

    Refusal denying(String arn, String service, String action) {
        return new Refusal(
                denied,
                "User: " + arn + " is not authorized to perform: " + service + ":" + action,
                denied.equals("AccessDeniedException") ? 400 : 403);
    }

    Refusal invalid(String message) {
        return new Refusal(invalid, message, 400);
    }

    Refusal unknownKey() {
        return new Refusal(
                badKey,
                "The security token included in the request is invalid.",
                badKey.equals("AuthFailure") ? 401 : 403);
    }

    Refusal expired() {
        return new Refusal(
                outdated,
                "The security token included in the request is expired",
                outdated.equals("ExpiredToken") ? 403 : 400);
    }

    Refusal failing(int status) {
        return status == 503
                ? new Refusal(unavailable, "Service is unavailable, please try again.", 503)
                : new Refusal(failed, "An internal error has occurred", status);
    }
}
