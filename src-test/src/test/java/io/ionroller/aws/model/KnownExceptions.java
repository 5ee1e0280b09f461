package io.ionroller.aws.model;

import java.util.Map;
import java.util.Set;

/** What the models do not say, or say in a way that cannot be used: an explicit list, so that nothing slips through unnamed. */
final class KnownExceptions {

    /**
     * Auto Scaling's {@code XmlString} patterns write the range of the surrogates as two UTF-16 halves, which Java reads as code
     * points and so refuses every emoji; they allow every character that XML does.
     */
    private static final String SURROGATES = "XmlString";

    /** Members that are newer than the frozen models: "Shape.Member". */
    private static final Set<String> NEWER_MEMBERS = Set.of("CreateSecurityGroupResult.SecurityGroupArn");

    /** Enum values that are newer than the frozen models: "Shape=value". */
    private static final Set<String> NEWER_VALUES = Set.of();

    /**
     * Enums to which AWS adds all the time. EC2 looks such a value up, and has an error of its own for one that it does not know.
     */
    private static final Set<String> OPEN_ENUMS = Set.of("InstanceType");

    /** Members to which the SDK gives another name than the model: "Shape.NameInSdk" to the model's. */
    private static final Map<String, String> RENAMED = Map.of("Image.PublicLaunchPermissions", "Public");

    /**
     * Errors that every operation of a dialect's services may give. Source: the services' "Common error types" pages, e.g.
     * docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html and
     * docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. S3's model declares next to none: "Error responses" of its
     * API reference.
     */
    private static final Map<String, Set<String>> COMMON = Map.of(
            "query",
            Set.of(
                    "AccessDenied",
                    "ExpiredToken",
                    "IncompleteSignature",
                    "InternalFailure",
                    "InvalidAction",
                    "InvalidClientTokenId",
                    "MalformedQueryString",
                    "ServiceUnavailable",
                    "Throttling",
                    "ThrottlingException",
                    "ValidationError"),
            "ec2",
            Set.of(
                    "AuthFailure",
                    "DryRunOperation",
                    "InternalError",
                    "InternalFailure",
                    "InvalidAction",
                    "InvalidParameterCombination",
                    "InvalidParameterValue",
                    "MissingParameter",
                    "RequestExpired",
                    "RequestLimitExceeded",
                    "ServiceUnavailable",
                    "Unavailable",
                    "UnauthorizedOperation",
                    "UnknownParameter"),
            "rest-xml",
            Set.of(
                    "AccessDenied",
                    "ExpiredToken",
                    "InternalFailure",
                    "InvalidClientTokenId",
                    "InvalidInput",
                    "MalformedXML",
                    "ServiceUnavailable",
                    "Throttling",
                    "ValidationError"),
            "s3",
            Set.of(
                    "AccessDenied",
                    "AuthorizationHeaderMalformed",
                    "BadDigest",
                    "ConditionalRequestConflict",
                    "ExpiredToken",
                    "InternalError",
                    "InvalidAccessKeyId",
                    "InvalidArgument",
                    "InvalidRequest",
                    "MethodNotAllowed",
                    "NoSuchBucket",
                    "NoSuchVersion",
                    "NotImplemented",
                    "PreconditionFailed",
                    "ServiceUnavailable",
                    "SlowDown",
                    "XAmzContentSHA256Mismatch"),
            "json",
            Set.of(
                    "AccessDeniedException",
                    "ExpiredTokenException",
                    "InternalFailure",
                    "InternalServerError",
                    "SerializationException",
                    "ServiceUnavailable",
                    "ThrottlingException",
                    "UnrecognizedClientException",
                    "ValidationException"));

    /** EC2's model declares no errors at all. Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. */
    private static final Set<String> EC2_NOT_FOUND_AND_CONFLICTS = Set.of(
            "DuplicateSubnetId.NotFound",
            "IdempotentParameterMismatch",
            "InvalidAMIID.Malformed",
            "InvalidAMIID.NotFound",
            "InvalidAMIName.Duplicate",
            "InvalidGroup.Duplicate",
            "InvalidGroup.NotFound",
            "InvalidInstanceID.Malformed",
            "InvalidInstanceID.NotFound",
            "InvalidInstanceType",
            "InvalidKeyPair.NotFound",
            "InvalidLaunchTemplateId.Malformed",
            "InvalidLaunchTemplateId.NotFound",
            "InvalidLaunchTemplateId.VersionNotFound",
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "InvalidLaunchTemplateName.MalformedException",
            "InvalidLaunchTemplateName.NotFoundException",
            "InvalidNextToken",
            "InvalidSubnet.Conflict",
            "InvalidSubnet.Range",
            "InvalidSubnetID.NotFound",
            "InvalidID",
            "InvalidVpcID.NotFound",
            "VcpuLimitExceeded");

    private KnownExceptions() {}

    static boolean hasUnusablePattern(String shape) {
        return shape.startsWith(SURROGATES);
    }

    static boolean isNewer(String shape, String member) {
        return NEWER_MEMBERS.contains(shape + "." + member);
    }

    static boolean isNewerValue(String shape, String value) {
        return OPEN_ENUMS.contains(shape) || NEWER_VALUES.contains(shape + "=" + value);
    }

    static String nameInModel(String shape, String member) {
        return RENAMED.getOrDefault(shape + "." + member, member);
    }

    static boolean isErrorOf(String dialect, String action, String code) {
        return COMMON.getOrDefault(dialect, Set.of()).contains(code)
                || (dialect.equals("ec2") && EC2_NOT_FOUND_AND_CONFLICTS.contains(code));
    }
}
