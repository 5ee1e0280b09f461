package io.ionroller.aws.cloud;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/** The actions of a service by name. An action is a request class and what is done with it, nothing else. */
public final class Actions {

    /** What an action means. Runs alone in the cloud; throws a {@code Refusal} to refuse. */
    @FunctionalInterface
    public interface Meaning<Q> {
        SdkPojo handle(Call call, Q request);
    }

    private record Action(Method builder, Meaning<Object> meaning) {}

    private final Map<String, Action> actions = new HashMap<>();

    @SuppressWarnings("unchecked")
    <Q extends SdkPojo> Actions on(Class<Q> request, Meaning<Q> meaning) {
        try {
            String name = request.getSimpleName().replaceFirst("Request$", "");
            actions.put(name, new Action(request.getMethod("builder"), (Meaning<Object>) (Meaning<?>) meaning));
            return this;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Set<String> names() {
        return actions.keySet();
    }

    /** An empty builder of the action's request; empty if there is no such action here. */
    public Optional<SdkPojo> builder(String name) {
        return Optional.ofNullable(actions.get(name)).map(action -> {
            try {
                return (SdkPojo) action.builder().invoke(null);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    public SdkPojo handle(String name, Call call, Object request) {
        return actions.get(name).meaning().handle(call, request);
    }
}
