package io.ionroller.aws;

/**
 * Is told of every call before and after its effect, on the thread that serves the call: what it does then, such as stopping an
 * engine, happens before the call takes effect or before it is answered. Calls that a fault or a check refuses beforehand have
 * neither point.
 */
public interface CrashPoints {

    /** A call that is being served; numbers are those of {@link CallRecord}. */
    record Point(long number, String account, String region, String service, String action) {}

    /**
     * Thrown by a point to close the connection without an answer: before the effect there will be none, after it it stays. For a
     * caller that is dead by then.
     */
    final class Dropped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Dropped() {
            super("the connection is dropped", null, false, false);
        }
    }

    CrashPoints NONE = new CrashPoints() {};

    default void beforeEffect(Point point) {}

    /** Also when the call was refused. */
    default void afterEffect(Point point) {}

    /** Does something before the effect of the call with this number, and then drops the call. */
    static CrashPoints before(long number, Runnable deed) {
        return new CrashPoints() {
            @Override
            public void beforeEffect(Point point) {
                strike(point, number, deed);
            }
        };
    }

    /** Does something after the effect of the call with this number, and then drops its answer. */
    static CrashPoints after(long number, Runnable deed) {
        return new CrashPoints() {
            @Override
            public void afterEffect(Point point) {
                strike(point, number, deed);
            }
        };
    }

    private static void strike(Point point, long number, Runnable deed) {
        if (point.number() == number) {
            deed.run();
            throw new Dropped();
        }
    }
}
