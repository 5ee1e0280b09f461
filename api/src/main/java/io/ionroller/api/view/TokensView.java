package io.ionroller.api.view;

import java.util.List;

/** All API tokens, also those that are not accepted any more, in the order in which they were made. */
public record TokensView(List<TokenView> tokens) {}
