package io.ionroller.engine.access;

import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.query.LoggedEvent;
import io.ionroller.engine.rollout.AccessEvent;
import io.ionroller.engine.rollout.EventMetadata;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * All tokens and bindings, as the events so far say. Immutable.
 *
 * @param sequence of the newest event it knows; 0 for none
 * @param tokens by id, in the order in which they were made
 */
public record AccessState(long sequence, Map<String, IssuedToken> tokens, Set<Binding> bindings) {

    /** Before the first event. */
    public static final AccessState EMPTY = new AccessState(0, Map.of(), Set.of());

    public AccessState {
        tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
        bindings = Collections.unmodifiableSet(new LinkedHashSet<>(bindings));
    }

    public Optional<IssuedToken> token(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    /** What was given to any of these. */
    public List<Grant> grants(Collection<Subject> subjects) {
        return bindings.stream()
                .filter(binding -> subjects.contains(binding.subject()))
                .map(Binding::grant)
                .toList();
    }

    /**
     * After one more event.
     *
     * @throws IllegalArgumentException if it is not the next one about access
     */
    public AccessState after(LoggedEvent logged) {
        if (logged.sequence() != sequence + 1 || !(logged.event().event() instanceof AccessEvent event)) {
            throw new IllegalArgumentException("event " + logged.sequence() + " (" + logged.type()
                    + ") cannot follow event " + sequence + " about access");
        }
        return change(event, logged.event().metadata()).at(logged.sequence());
    }

    private AccessState change(AccessEvent event, EventMetadata metadata) {
        return switch (event) {
            case AccessEvent.TokenCreated e ->
                with(new IssuedToken(
                        e.token(),
                        e.name(),
                        e.grant(),
                        e.secret(),
                        new IssuedToken.Origin(metadata.who(), metadata.at()),
                        e.expires(),
                        null,
                        null));
            case AccessEvent.TokenRevoked e -> changed(e.token(), token -> token.revokedAt(metadata.at()));
            case AccessEvent.TokenUsed e -> changed(e.token(), token -> token.usedAt(metadata.at()));
            case AccessEvent.RoleBound e -> bindings(set -> set.add(e.binding()));
            case AccessEvent.RoleUnbound e -> bindings(set -> set.remove(e.binding()));
            case AccessEvent.AccessDenied e -> this;
        };
    }

    private AccessState with(IssuedToken token) {
        Map<String, IssuedToken> more = new LinkedHashMap<>(tokens);
        more.put(token.id(), token);
        return new AccessState(sequence, more, bindings);
    }

    private AccessState changed(String id, UnaryOperator<IssuedToken> change) {
        return token(id).map(token -> with(change.apply(token))).orElse(this);
    }

    private AccessState bindings(Consumer<Set<Binding>> change) {
        Set<Binding> changed = new LinkedHashSet<>(bindings);
        change.accept(changed);
        return new AccessState(sequence, tokens, changed);
    }

    private AccessState at(long newest) {
        return new AccessState(newest, tokens, bindings);
    }
}
