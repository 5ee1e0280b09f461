package io.ionroller.aws;

/**
 * Is told of every call before and after its effect, on the thread that serves the call: what it does then, such as stopping an
 * engine, happens before the call takes effect or before it is answered.
 */
public interface CrashPoints {

    /** A call that is being served; numbers are those of {@link CallRecord}. */
    record Point(long number, String account, String region, String service, String action) {}

    CrashPoints NONE = new CrashPoints() {};

    default void beforeEffect(Point point) {}

    /** Also when the call was refused. */
    default void afterEffect(Point point) {}
}
