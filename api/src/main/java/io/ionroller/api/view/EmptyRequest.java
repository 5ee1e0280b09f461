package io.ionroller.api.view;

/** The body of a request that takes none; an empty object is the same as nothing. */
public record EmptyRequest() {}
