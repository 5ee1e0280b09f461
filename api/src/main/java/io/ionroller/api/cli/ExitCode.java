package io.ionroller.api.cli;

/** What a finished command tells its caller. */
final class ExitCode {

    /** All is well; of a followed release: it is completed. */
    static final int OK = 0;
    /** The command could not be carried out, or it is not known what became of it. */
    static final int FAILED = 1;
    /** The followed release was rolled back, failed, was aborted or superseded; the planned one would not go. */
    static final int NOT_COMPLETED = 2;
    /** The time given for following is over; the release goes on. */
    static final int TIMED_OUT = 3;

    private ExitCode() {}
}
