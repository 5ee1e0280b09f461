package io.ionroller.api.http;

/**
 * A query parameter or header of an endpoint, as it is documented. Query parameters that are not documented are refused.
 *
 * @param in {@code query} or {@code header}
 * @param type {@code string}, {@code integer}, {@code boolean} or {@code date-time}
 */
record Parameter(String name, String in, String type, String description) {

    static final Parameter LIMIT = query("limit", "integer", "Most entries of the page: 1 to 1000, 100 when absent.");
    static final Parameter FROM = query("from", "date-time", "Only what happened at or after this time.");
    static final Parameter TO = query("to", "date-time", "Only what happened before this time.");
    static final Parameter USER =
            header("User", "Without authentication: who asks, at most 200 characters; recorded with every event.");
    static final Parameter IDEMPOTENCY_KEY = header(
            "Idempotency-Key",
            "1 to 255 printable ASCII characters. The same key again gets the first answer, also after a restart.");

    static Parameter query(String name, String type, String description) {
        return new Parameter(name, "query", type, description);
    }

    static Parameter header(String name, String description) {
        return new Parameter(name, "header", "string", description);
    }
}
