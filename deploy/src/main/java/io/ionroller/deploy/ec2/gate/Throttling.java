package io.ionroller.deploy.ec2.gate;

import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Which failures say that AWS refused a call because there were too many. */
public final class Throttling {

    /**
     * Error codes of the services of {@link ApiFamily}. {@code PriorRequestNotComplete} of Route 53 is not one: it says that the
     * zone's previous change is still under way, however few the calls.
     */
    private static final Set<String> CODES = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException");

    private static final int TOO_MANY_REQUESTS = 429;

    /** Causes looked through; more would be a circle. */
    private static final int DEPTH = 8;

    private Throttling() {}

    /** Whether the failure, or one that it wraps, is AWS's answer that there were too many calls: it did not happen. */
    public static boolean in(Throwable failure) {
        Throwable seen = failure;
        for (int depth = 0; seen != null && depth < DEPTH; depth++) {
            if (seen instanceof AwsServiceException answer) {
                return said(answer);
            }
            seen = seen.getCause();
        }
        return false;
    }

    private static boolean said(AwsServiceException answer) {
        String code =
                answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
        if ("PriorRequestNotComplete".equals(code)) {
            return false;
        }
        return answer.statusCode() == TOO_MANY_REQUESTS || (code != null && CODES.contains(code));
    }

    /** The failure without the wrapping that a stage puts round it. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
