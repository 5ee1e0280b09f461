package io.ionroller.engine.rollout;

import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Version;
import io.ionroller.engine.model.Weight;
import io.ionroller.engine.platform.PlanAspect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a plan, derived from what it rests on, so that nothing of it has to be stored: a hash of four characters for
 * each {@link PlanAspect}. Whoever makes it again later sees whether anything has moved, and what. A part that has moved
 * looks the same once in a million times.
 *
 * @param parts in the order of {@link PlanAspect}
 */
public record PlanId(List<String> parts) {

    /** Crockford's base 32: no letters that look like digits. */
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int PART = 4;
    private static final Pattern SHAPE = Pattern.compile("[" + DIGITS + "]{" + PART + "}(-[" + DIGITS + "]{" + PART
            + "}){" + (PlanAspect.values().length - 1) + "}");

    public PlanId {
        parts = List.copyOf(parts);
    }

    /** The id of a plan that rests on these facts; an aspect without one counts as unknown. */
    public static PlanId of(Map<PlanAspect, String> facts) {
        List<String> parts = new ArrayList<>();
        for (PlanAspect aspect : PlanAspect.values()) {
            parts.add(hash(facts.getOrDefault(aspect, "")));
        }
        return new PlanId(parts);
    }

    /**
     * Reads the written form.
     *
     * @throws InvalidValueException if it has another shape
     */
    public static PlanId parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new InvalidValueException(
                    "plan",
                    '"' + text + '"',
                    "the id of a plan: " + PlanAspect.values().length + " times " + PART + " characters with hyphens");
        }
        return new PlanId(List.of(text.split("-")));
    }

    /** Which of these facts are not those that the plan was made on. */
    public List<PlanAspect> movedFrom(Map<PlanAspect, String> facts) {
        return facts.entrySet().stream()
                .filter(fact ->
                        !hash(fact.getValue()).equals(parts.get(fact.getKey().ordinal())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What a plan of this release rests on in the service itself. */
    public static Map<PlanAspect, String> factsOf(ServiceState state, Version version, @Nullable Integer revision) {
        Map<PlanAspect, String> facts = new EnumMap<>(PlanAspect.class);
        int newest = state.configured() ? state.configurations().lastKey() : 0;
        facts.put(
                PlanAspect.REQUEST,
                state.name() + " " + version + " " + (revision == null ? newest : revision) + " of " + newest);
        facts.put(PlanAspect.SERVICE, service(state));
        return facts;
    }

    /** What decides about the way of a release; the health of instances does not, which changes all the time. */
    private static String service(ServiceState state) {
        Rollout rollout = state.rollout();
        Traffic traffic = state.traffic();
        Map<EnvironmentId, Weight> drift = traffic.drift();
        String environments = state.environments().values().stream()
                .map(environment -> environment.id() + " " + environment.version() + " " + environment.revision() + " "
                        + environment.lifecycle().getClass().getSimpleName())
                .collect(Collectors.joining(", "));
        String inFlight = rollout == null
                ? "none"
                : rollout.release() + " " + rollout.reached() + " "
                        + rollout.phase().name();
        return String.join(
                "; ",
                Long.toString(state.lastRelease()),
                String.valueOf(state.stable()),
                inFlight,
                String.valueOf(state.queued()),
                environments,
                traffic.shift() + " " + new TreeMap<>(traffic.intended()),
                drift == null ? "no drift" : new TreeMap<>(drift).toString());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder part = new StringBuilder();
            for (int i = 0; i < PART; i++) {
                part.append(DIGITS.charAt(digest[i] & 31));
            }
            return part.toString();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public String toString() {
        return String.join("-", parts);
    }
}
