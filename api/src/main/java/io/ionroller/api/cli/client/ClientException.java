package io.ionroller.api.cli.client;

import io.ionroller.api.view.ProblemView;

/** A request had no good answer. */
public abstract sealed class ClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ClientException(String message, Throwable cause) {
        super(message, cause);
    }

    private ClientException(String message) {
        super(message);
    }

    /** The server refused, and says why. */
    public static final class Refused extends ClientException {

        private static final long serialVersionUID = 1L;

        private final transient ProblemView problem;

        public Refused(ProblemView problem) {
            super(problem.detail());
            this.problem = problem;
        }

        public ProblemView problem() {
            return problem;
        }
    }

    /** No answer at all. */
    public static final class Unreachable extends ClientException {

        private static final long serialVersionUID = 1L;

        private final transient ServerAddress server;
        private final boolean perhapsDone;

        /**
         * @param perhapsDone whether the request was sent and may have been carried out
         */
        public Unreachable(ServerAddress server, String why, boolean perhapsDone, Throwable cause) {
            super(why, cause);
            this.server = server;
            this.perhapsDone = perhapsDone;
        }

        public ServerAddress server() {
            return server;
        }

        public boolean perhapsDone() {
            return perhapsDone;
        }
    }

    /** An answer that an ION-Roller server does not give. */
    public static final class Unexpected extends ClientException {

        private static final long serialVersionUID = 1L;

        private final transient ServerAddress server;

        public Unexpected(ServerAddress server, String what) {
            super(what);
            this.server = server;
        }

        public ServerAddress server() {
            return server;
        }
    }
}
