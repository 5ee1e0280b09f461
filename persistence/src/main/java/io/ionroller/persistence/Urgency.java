package io.ionroller.persistence;

/** Which writes go before all others: those that a rollback waits for, as the owner of the service says. */
enum Urgency {
    URGENT,
    NORMAL
}
