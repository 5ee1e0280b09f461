package io.ionroller.deploy.ec2.account;

import io.ionroller.deploy.ec2.gate.Throttling;
import io.ionroller.engine.platform.PlatformException;
import io.ionroller.engine.platform.PlatformException.Kind;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What a failed call to AWS means. A refusal by AWS has had no effect; silence, and an error of AWS's own, may have had one, so that
 * only reading tells.
 */
public final class AwsFailure {

    /** Refusals that pass by themselves: something else is under way, or is not visible yet. */
    private static final Set<String> PASSING = Set.of(
            "ScalingActivityInProgress",
            "ResourceContention",
            "ResourceInUse",
            "ResourceInUseFault",
            "DependencyViolation",
            "IncorrectInstanceState",
            "PriorRequestNotComplete",
            "OperationAborted",
            "PriorityInUse",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired");

    private AwsFailure() {}

    /**
     * In the platform's words.
     *
     * @param action what was asked, such as {@code ModifyRule}
     */
    public static PlatformException of(String action, Throwable thrown) {
        Throwable cause = cause(thrown);
        return switch (cause) {
            case PlatformException known -> known;
            case AwsServiceException refused -> refused(action, refused);
            case ApiCallTimeoutException timeout -> unknown(action, timeout);
            case ApiCallAttemptTimeoutException timeout -> unknown(action, timeout);
            case SdkClientException client -> client(action, client);
            default -> unknown(action, cause);
        };
    }

    /** The same stage, with failures in the platform's words. */
    public static <T> CompletionStage<T> told(String action, CompletionStage<T> call) {
        return call.exceptionallyCompose(thrown -> CompletableFuture.failedStage(of(action, thrown)));
    }

    /** Whether AWS answered with one of these error codes. */
    public static boolean has(Throwable thrown, String... codes) {
        return cause(thrown) instanceof AwsServiceException refused
                && Set.of(codes).contains(code(refused));
    }

    /** The failure without the wrapping of stages, and as AWS or its client gave it. */
    private static Throwable cause(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException || thrown instanceof PlatformException;
        return wrapped && thrown.getCause() != null ? cause(thrown.getCause()) : thrown;
    }

    private static PlatformException refused(String action, AwsServiceException refused) {
        return new PlatformException(kind(refused), action + ": " + said(refused), refused);
    }

    private static Kind kind(AwsServiceException refused) {
        String code = code(refused);
        if (Throttling.in(refused)) {
            return Kind.THROTTLED;
        }
        if (PASSING.contains(code)) {
            return Kind.RETRYABLE;
        }
        // What is not implemented has had no effect.
        return refused.statusCode() >= 500 && refused.statusCode() != 501 ? Kind.UNKNOWN_OUTCOME : Kind.TERMINAL;
    }

    private static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null
                ? ""
                : refused.awsErrorDetails().errorCode();
    }

    private static String said(AwsServiceException refused) {
        String code = code(refused);
        String message = refused.awsErrorDetails() == null
                ? refused.getMessage()
                : refused.awsErrorDetails().errorMessage();
        return (code.isEmpty() ? "HTTP " + refused.statusCode() : code) + ": " + message;
    }

    /** What could not be sent has had no effect; without an answer there is no telling. */
    private static PlatformException client(String action, SdkClientException failure) {
        String message = String.valueOf(failure.getMessage());
        boolean unsent = message.contains("Unable to load credentials")
                || message.contains("Connection refused")
                || failure.getCause() instanceof java.net.ConnectException
                || failure.getCause() instanceof java.net.UnknownHostException;
        return unsent
                ? new PlatformException(Kind.RETRYABLE, action + " could not be sent: " + message, failure)
                : unknown(action, failure);
    }

    private static PlatformException unknown(String action, Throwable cause) {
        return new PlatformException(Kind.UNKNOWN_OUTCOME, action + " was not answered: " + cause.getMessage(), cause);
    }
}
