package io.ionroller.api.view;

import java.util.List;

/** All roles that were given, besides those that API tokens have of themselves. */
public record BindingsView(List<BindingView> bindings) {}
