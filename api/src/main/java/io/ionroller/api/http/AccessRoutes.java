package io.ionroller.api.http;

import io.ionroller.api.access.AccessBook;
import io.ionroller.api.access.AccessControl;
import io.ionroller.api.access.ApiToken;
import io.ionroller.api.http.Operation.Success;
import io.ionroller.api.view.BindingRequest;
import io.ionroller.api.view.BindingView;
import io.ionroller.api.view.BindingsView;
import io.ionroller.api.view.NewTokenView;
import io.ionroller.api.view.TokenRequest;
import io.ionroller.api.view.TokenView;
import io.ionroller.api.view.TokensView;
import io.ionroller.engine.access.AccessCommand;
import io.ionroller.engine.access.AccessState;
import io.ionroller.engine.model.Binding;
import io.ionroller.engine.model.Permission;
import io.ionroller.engine.rollout.AccessEvent;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /access}: API tokens, and who has which role. */
final class AccessRoutes {

    private static final String TOKENS = "/access/tokens";
    private static final String BINDINGS = "/access/bindings";

    private final AccessControl access;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    AccessRoutes(AccessControl access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        Permission needed = Permission.ADMINISTER_ACCESS;
        return List.of(
                Endpoint.get(
                        TOKENS,
                        Operation.reading(needed, "listTokens", "All API tokens.", Success.json(TokensView.class, 200)),
                        request -> tokens()),
                Endpoint.post(
                        TOKENS,
                        changing(needed, "createToken", "Make an API token.", Success.json(NewTokenView.class, 201))
                                .taking(TokenRequest.class),
                        this::create),
                Endpoint.delete(
                        TOKENS + "/{token}",
                        changing(
                                needed,
                                "revokeToken",
                                "Accept an API token no more, on any node.",
                                Success.json(TokenView.class, 200)),
                        this::revoke),
                Endpoint.get(
                        BINDINGS,
                        Operation.reading(
                                needed, "listBindings", "Who has which role.", Success.json(BindingsView.class, 200)),
                        request -> bindings()),
                Endpoint.post(
                        BINDINGS,
                        changing(needed, "bindRole", "Give a role.", Success.json(BindingView.class, 201))
                                .taking(BindingRequest.class),
                        this::bind),
                Endpoint.delete(
                        BINDINGS + "/{binding}",
                        changing(needed, "unbindRole", "Take a role.", Success.json(BindingView.class, 200)),
                        this::unbind));
    }

    private CompletionStage<HttpResponse> tokens() {
        return known().thenApply(state -> Responses.ok(new TokensView(state.tokens().values().stream()
                .map(token -> TokenView.of(token, clock.instant()))
                .toList())));
    }

    private CompletionStage<HttpResponse> create(ApiRequest request) {
        JsonBody body = JsonBody.of(request, List.of("name", "role", "services", "expires"));
        AccessFields fields = new AccessFields(body);
        ApiToken token = ApiToken.random(random);
        AccessEvent.TokenCreated created = fields.token(token.id(), token.hashed(random));
        return change(request, new AccessCommand.CreateToken(created))
                .thenApply(state -> Responses.json(201, new NewTokenView(view(state, token.id()), token.text())));
    }

    private CompletionStage<HttpResponse> revoke(ApiRequest request) {
        String id = request.segment("token");
        return change(request, new AccessCommand.RevokeToken(id)).thenApply(state -> Responses.ok(view(state, id)));
    }

    private TokenView view(AccessState state, String id) {
        return TokenView.of(state.token(id).orElseThrow(), clock.instant());
    }

    private CompletionStage<HttpResponse> bindings() {
        return known().thenApply(state -> {
            List<BindingView> all = new ArrayList<>();
            access.settings().bindings().forEach(binding -> all.add(BindingView.of(binding, "configuration")));
            state.bindings().forEach(binding -> all.add(BindingView.of(binding, "journal")));
            return Responses.ok(new BindingsView(all));
        });
    }

    private CompletionStage<HttpResponse> bind(ApiRequest request) {
        Binding binding = new AccessFields(JsonBody.of(request, List.of("subject", "role", "services"))).binding();
        return change(request, new AccessCommand.Bind(binding))
                .thenApply(state -> Responses.json(201, BindingView.of(binding, "journal")));
    }

    private CompletionStage<HttpResponse> unbind(ApiRequest request) {
        String id = request.segment("binding");
        return known().thenCompose(state -> {
            Binding binding = state.bindings().stream()
                    .filter(one -> BindingView.id(one).equals(id))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound(
                                    "binding-not-found",
                                    "the journal has no binding with the id '" + id + "'",
                                    "see them: GET " + BINDINGS + "; those of the configuration are changed there")
                            .thrown());
            return change(request, new AccessCommand.Unbind(binding))
                    .thenApply(changed -> Responses.ok(BindingView.of(binding, "journal")));
        });
    }

    private CompletionStage<AccessState> known() {
        return Upstream.store(() -> access.book().refresh());
    }

    private CompletionStage<AccessState> change(ApiRequest request, AccessCommand command) {
        String who = request.who();
        return Upstream.store(() -> access.book().change(command, who)).thenApply(outcome -> switch (outcome) {
            case AccessBook.Changed(AccessState state) -> state;
            case AccessBook.Refused refused -> throw Problems.of(refused.rejection());
        });
    }

    private static Operation changing(Permission needed, String id, String summary, Success success) {
        return Operation.reading(needed, id, summary, success)
                .with(Parameter.USER)
                .failing(404, 409, 413, 415, 422);
    }
}
