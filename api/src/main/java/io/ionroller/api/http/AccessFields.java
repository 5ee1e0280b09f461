package io.ionroller.api.http;

import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Grant;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.Role;
import io.ionroller.engine.model.SaltedHash;
import io.ionroller.engine.model.ServicePattern;
import io.ionroller.engine.model.Subject;
import io.ionroller.engine.rollout.AccessEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The fields of requests about access. Every method ends the request if something is wrong. */
final class AccessFields {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonBody body;

    AccessFields(JsonBody body) {
        this.body = body;
    }

    AccessEvent.TokenCreated token(String id, SaltedHash secret) {
        ServicePattern services = services();
        Instant expires = body.text("expires", AccessFields::instant).orElse(null);
        String name = body.requiredText("name", "who gets it, such as ci", AccessFields::name);
        return new AccessEvent.TokenCreated(id, name, new Grant(role(), services), expires, secret);
    }

    Binding binding() {
        ServicePattern services = services();
        Subject subject = body.requiredText("subject", "who gets it, such as group:shop", Subject::new);
        return new Binding(subject, new Grant(role(), services));
    }

    private Role role() {
        return body.requiredText("role", "one of " + Role.all(), Role::of);
    }

    private ServicePattern services() {
        return body.text("services", ServicePattern::new).orElse(ServicePattern.ALL);
    }

    private static String name(String text) {
        return new Subject(Subject.TOKEN + text).value().substring(Subject.TOKEN.length());
    }

    private static Instant instant(String text) {
        String wanted = "a time such as 2027-01-31T00:00:00Z, until the year 9999";
        try {
            Instant instant = Instant.parse(text);
            if (instant.isAfter(LATEST) || instant.isBefore(Instant.EPOCH)) {
                throw new InvalidValueException("expires", '"' + text + '"', wanted);
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw new InvalidValueException("expires", '"' + text + '"', wanted);
        }
    }
}
