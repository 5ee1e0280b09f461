package io.ionroller.engine.service;

import java.util.Set;

/** What the owner of a service tells the journal about events beside their content. */
public final class JournalTags {

    /** A rollback waits for these events: they go before all others. */
    public static final Set<String> URGENT = Set.of("urgent");

    private JournalTags() {}
}
