package io.ionroller.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Subject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the JWTs of one OpenID provider: signature, algorithm, issuer, audience, times. Its keys are found by discovery when the
 * first JWT comes, kept, and read again when one is signed with a key that is not known. Thread-safe.
 */
public final class OidcProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final Set<String> NEEDED = Set.of("sub", "exp", "iat");

    private final OidcSettings settings;
    private final InstantSource clock;
    private final ProviderKeys keys;
    private final Executor waiting = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable DefaultJWTProcessor<SecurityContext> processor;

    public OidcProvider(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.keys = new ProviderKeys(settings);
    }

    /** What a JWT says. */
    sealed interface Verdict {}

    /**
     * Somebody whom the provider knows.
     *
     * @param until from when on the JWT proves nothing any more
     */
    record Person(Subject subject, List<Subject> groups, Instant until) implements Verdict {}

    /** Nothing. */
    record Nobody(Proof proof) implements Verdict {}

    /** Checks a JWT. */
    CompletionStage<Verdict> check(String jwt) {
        return CompletableFuture.supplyAsync(() -> checked(jwt), waiting);
    }

    private Verdict checked(String jwt) {
        try {
            return person(processor().process(jwt, null));
        } catch (ParseException e) {
            return disproven("credential-malformed", "the credential is neither an API token nor a JWT");
        } catch (ExpiredJWTException e) {
            return disproven("credential-expired", "the JWT has expired");
        } catch (BadJOSEException | InvalidValueException e) {
            return disproven("credential-unknown", "the JWT is refused: " + e.getMessage());
        } catch (JOSEException | IOException e) {
            LOG.atWarn()
                    .addKeyValue("issuer", settings.issuer())
                    .addKeyValue("reason", e.getMessage())
                    .log("the keys of the OpenID provider cannot be read; will try again with the next request");
            return new Nobody(new Proof.Unknowable("the keys of the OpenID provider cannot be read"));
        }
    }

    private static Verdict disproven(String code, String sentence) {
        return new Nobody(new Proof.Disproven(code, sentence));
    }

    private DefaultJWTProcessor<SecurityContext> processor() throws IOException {
        DefaultJWTProcessor<SecurityContext> made = processor;
        if (made == null) {
            made = new DefaultJWTProcessor<>();
            made.setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
            made.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()),
                    keys.source()));
            made.setJWTClaimsSetVerifier(new Times());
            processor = made;
        }
        return made;
    }

    /** The times are those of our clock. */
    private final class Times extends DefaultJWTClaimsVerifier<SecurityContext> {

        private Times() {
            super(
                    settings.audiences(),
                    new JWTClaimsSet.Builder()
                            .issuer(settings.issuer().toString())
                            .build(),
                    NEEDED,
                    Set.of());
            setMaxClockSkew((int) settings.clockSkew().toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    private Verdict person(JWTClaimsSet claims) throws BadJWTException {
        String name = text(claims, settings.nameClaim());
        if (settings.nameClaim().equals("email") && !Boolean.TRUE.equals(claims.getClaim("email_verified"))) {
            throw new BadJWTException("its provider has not verified the e-mail address");
        }
        Date expires = Objects.requireNonNull(claims.getExpirationTime(), "exp");
        return new Person(
                new Subject(Subject.OIDC + name),
                groups(claims),
                expires.toInstant().plus(settings.clockSkew()));
    }

    private static String text(JWTClaimsSet claims, String claim) throws BadJWTException {
        if (claims.getClaim(claim) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new BadJWTException("it has no text in the claim '" + claim + "', which names a person here");
    }

    /** A group whose name nobody could be given a role by is left out. */
    private List<Subject> groups(JWTClaimsSet claims) {
        List<Subject> groups = new ArrayList<>();
        if (claims.getClaim(settings.groupsClaim()) instanceof List<?> names) {
            for (Object name : names) {
                try {
                    groups.add(new Subject(Subject.GROUP + name));
                } catch (InvalidValueException e) {
                    LOG.atDebug().addKeyValue("group", name).log("a group is left out");
                }
            }
        }
        return groups;
    }
}
