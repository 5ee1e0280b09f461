package io.ionroller.api.access;

import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.access.AccessState;
import io.ionroller.engine.access.IssuedToken;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.rollout.AccessEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node knows of who may do what: it proves who asks, and remembers what it denied. Thread-safe. */
public final class AccessControl {

    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

    private static final Identity ANYBODY = Identity.claimed(List.of(new Grant(Role.ADMIN, ServicePattern.ALL)));

    private final AccessSettings settings;
    private final AccessBook book;
    private final InstantSource clock;
    private final @Nullable OidcProvider provider;
    private final @Nullable OidcLogin login;
    private final Denials denials;
    private final RateLimits requests;
    private final Set<String> noting = ConcurrentHashMap.newKeySet();
    private final RateLimits wrong;

    public AccessControl(AccessSettings settings, AccessBook book, InstantSource clock) {
        this.settings = settings;
        this.book = book;
        this.clock = clock;
        OidcSettings oidc = settings.oidc();
        this.provider = oidc == null ? null : new OidcProvider(oidc, clock);
        this.login = oidc == null || oidc.clientId().isEmpty() ? null : new OidcLogin(oidc);
        this.denials = new Denials(book);
        this.requests = new RateLimits(settings.rate());
        this.wrong = new RateLimits(settings.wrongCredentials());
    }

    /** Begins to follow the journal, until the system ends. */
    public AccessControl follow(ActorSystem<?> system) {
        system.scheduler()
                .scheduleWithFixedDelay(Duration.ZERO, settings.poll(), this::look, system.executionContext());
        return this;
    }

    private void look() {
        denials.flush(System.nanoTime());
        book.refresh().whenComplete((known, failure) -> {
            if (failure != null) {
                LOG.atDebug().setCause(failure).log("what was stored about access cannot be read now");
            }
        });
    }

    /** Whether a request needs a credential. Without, everybody who can reach this node may do everything. */
    public boolean required() {
        return settings.required();
    }

    /** How a browser signs in at the OpenID provider; absent when none does. */
    public @Nullable OidcLogin login() {
        return login;
    }

    /** Who asks where no credential is needed. */
    public Identity anybody() {
        return ANYBODY;
    }

    /** What is stored about access, and the way to change it. */
    public AccessBook book() {
        return book;
    }

    /** The roles that the configuration gives. */
    public AccessSettings settings() {
        return settings;
    }

    /** Says what a credential proves. */
    public CompletionStage<Proof> prove(String credential) {
        return provider == null || credential.startsWith(ApiToken.PREFIX)
                ? proveToken(credential)
                : provider.check(credential).thenApply(verdict -> switch (verdict) {
                    case OidcProvider.Nobody(Proof proof) -> proof;
                    case OidcProvider.Person person ->
                        new Proof.Proven(Identity.proven(person.subject().value(), () -> grants(person)));
                });
    }

    /** What a person has now. */
    private List<Grant> grants(OidcProvider.Person person) {
        return fresh() && clock.instant().isBefore(person.until())
                ? bound(Stream.concat(Stream.of(person.subject()), person.groups().stream())
                        .toList())
                : List.of();
    }

    private CompletionStage<Proof> proveToken(String credential) {
        Optional<ApiToken> token = ApiToken.parse(credential);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Proof.Disproven("credential-malformed", "the credential is no API token, or a part of one"));
        }
        boolean known = book.state().token(token.get().id()).isPresent();
        // another node may have made it just now
        CompletionStage<AccessState> state = known && fresh()
                ? CompletableFuture.completedFuture(book.state())
                : book.refresh().exceptionally(unread -> book.state());
        return state.thenApply(read -> proof(token.get(), read));
    }

    private Proof proof(ApiToken token, AccessState state) {
        if (!fresh()) {
            return new Proof.Unknowable("what is known about credentials is older than "
                    + settings.longestUnread().toSeconds() + " s, and the journal cannot be read");
        }
        return state.token(token.id())
                .filter(issued -> token.fits(issued.secret()))
                .map(this::proof)
                .orElseGet(() -> new Proof.Disproven("credential-unknown", "there is no such token"));
    }

    private Proof proof(IssuedToken token) {
        return switch (token.standing(clock.instant())) {
            case EXPIRED -> new Proof.Disproven("credential-expired", "the token has expired at " + token.expires());
            case REVOKED -> new Proof.Disproven("credential-revoked", "the token was revoked at " + token.revoked());
            case VALID -> {
                noteUse(token);
                yield new Proof.Proven(Identity.proven(token.subject().value(), () -> grants(token.id())));
            }
        };
    }

    /** What a token gives now. */
    private List<Grant> grants(String id) {
        AccessState state = book.state();
        return state.token(id)
                .filter(token -> fresh() && token.standing(clock.instant()) == IssuedToken.Standing.VALID)
                .map(token -> Stream.concat(Stream.of(token.grant()), bound(List.of(token.subject())).stream())
                        .toList())
                .orElse(List.of());
    }

    private List<Grant> bound(Collection<Subject> subjects) {
        return Stream.concat(settings.grants(subjects).stream(), book.state().grants(subjects).stream())
                .toList();
    }

    private boolean fresh() {
        return book.readWithin(settings.longestUnread());
    }

    private void noteUse(IssuedToken token) {
        AccessCommand use = new AccessCommand.UseToken(token.id());
        boolean worthIt = use.decide(book.state(), clock.instant()) instanceof AccessCommand.Accepted accepted
                && !accepted.events().isEmpty();
        if (worthIt && noting.add(token.id())) {
            book.change(use, token.subject().value()).whenComplete((stored, failure) -> {
                noting.remove(token.id());
                if (failure != null) {
                    LOG.atDebug().setCause(failure).log("the use of a token could not be stored");
                }
            });
        }
    }

    /** Takes one of the requests that an identity may make; says how long it should wait if it has none left. */
    public Optional<Duration> take(Identity identity) {
        String name = identity.name();
        return name == null ? Optional.empty() : requests.take(name, System.nanoTime());
    }

    /**
     * Counts a wrong credential; a good one from there is let in all the same, for many may come by one proxy.
     *
     * @return whether there were not too many from this address
     */
    public boolean failed(String address) {
        return wrong.take(address, System.nanoTime()).isEmpty();
    }

    /** Has it stored that somebody asked for what they may not do. */
    public void denied(Identity identity, AccessEvent.AccessDenied denial) {
        String name = identity.name();
        if (name != null) {
            denials.add(name, denial, System.nanoTime());
        }
    }
}
