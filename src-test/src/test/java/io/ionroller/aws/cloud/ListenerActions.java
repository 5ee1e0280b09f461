package io.ionroller.aws.cloud;

import io.ionroller.aws.protocol.Refusal;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** ELBv2's actions on listeners. The default actions of a listener are its default rule. */
final class ListenerActions {

    private ListenerActions() {}

    static void addTo(Actions actions) {
        actions.on(CreateListenerRequest.class, ListenerActions::create)
                .on(DescribeListenersRequest.class, ListenerActions::describe)
                .on(ModifyListenerRequest.class, ListenerActions::modify)
                .on(DeleteListenerRequest.class, ListenerActions::delete);
    }

    private static SdkPojo create(Call call, CreateListenerRequest request) {
        Balancing balancing = call.region().balancing();
        LoadBalancer balancer = balancing.balancer(request.loadBalancerArn());
        List<Action> actions = Forwards.checked(balancing, balancer.loadBalancerArn(), request.defaultActions());
        Optional<Listener> there = onPort(balancing, request);
        if (there.isPresent()) {
            return again(there.get(), request, actions);
        }
        String arn = balancer.loadBalancerArn().replace(":loadbalancer/", ":listener/") + "/"
                + call.cloud().ids().hex(16);
        Listener listener = Listener.builder()
                .listenerArn(arn)
                .loadBalancerArn(balancer.loadBalancerArn())
                .port(request.port())
                .protocol(request.protocol())
                .certificates(request.certificates())
                .sslPolicy(request.sslPolicy())
                .defaultActions(actions)
                .build();
        balancing.listeners.put(arn, listener);
        balancing.tags.put(arn, List.copyOf(request.tags()));
        balancing.putRule(Rule.builder()
                .ruleArn(arn.replace(":listener/", ":listener-rule/") + "/"
                        + call.cloud().ids().hex(16))
                .priority("default")
                .isDefault(true)
                .actions(actions)
                .build());
        return CreateListenerResponse.builder().listeners(listener).build();
    }

    private static Optional<Listener> onPort(Balancing balancing, CreateListenerRequest request) {
        if (request.port() == null || request.protocol() == null) {
            throw new Refusal("ValidationError", "A listener port and protocol must be specified");
        }
        return balancing.listeners.all().stream()
                .filter(listener -> listener.loadBalancerArn().equals(request.loadBalancerArn())
                        && listener.port().equals(request.port()))
                .findFirst();
    }

    /** Source: API_CreateListener: "if you attempt to create multiple listeners with the same settings, each call succeeds". */
    private static SdkPojo again(Listener there, CreateListenerRequest request, List<Action> actions) {
        boolean same = there.protocol() == request.protocol()
                && there.defaultActions().equals(actions)
                && there.certificates().equals(request.certificates());
        if (!same) {
            throw new Refusal(
                    "DuplicateListener",
                    "A listener already exists on this port for this load balancer '" + request.loadBalancerArn()
                            + "'");
        }
        return CreateListenerResponse.builder().listeners(there).build();
    }

    private static SdkPojo describe(Call call, DescribeListenersRequest request) {
        Balancing balancing = call.region().balancing();
        if (request.loadBalancerArn() == null && request.listenerArns().isEmpty()) {
            throw new Refusal("ValidationError", "A load balancer ARN or listener ARNs must be specified");
        }
        for (String arn : request.listenerArns()) {
            if (balancing.listeners.get(arn, call).isEmpty()) {
                throw Balancing.notFound("Listener", "Listener", arn);
            }
        }
        Optional<String> balancer = Optional.ofNullable(request.loadBalancerArn());
        if (balancer.isPresent()
                && balancing.balancers.get(balancer.get(), call).isEmpty()) {
            throw Balancing.notFound("LoadBalancer", "Load balancer", balancer.get());
        }
        List<Listener> all = balancing.listeners.all(call).stream()
                .filter(listener -> balancer.isEmpty() || balancer.get().equals(listener.loadBalancerArn()))
                .filter(listener -> request.listenerArns().isEmpty()
                        || request.listenerArns().contains(listener.listenerArn()))
                .toList();
        Page<Listener> page = Page.of(
                all,
                new Page.Wish(request.marker(), request.pageSize(), BalancerActions.PAGE),
                Listener::listenerArn,
                "ValidationError");
        return DescribeListenersResponse.builder()
                .listeners(page.items())
                .nextMarker(page.next())
                .build();
    }

    private static SdkPojo modify(Call call, ModifyListenerRequest request) {
        Balancing balancing = call.region().balancing();
        Listener old = balancing.listener(request.listenerArn());
        Listener.Builder changed = old.toBuilder();
        Optional.ofNullable(request.port()).ifPresent(changed::port);
        Optional.ofNullable(request.protocol()).ifPresent(changed::protocol);
        if (request.hasDefaultActions()) {
            List<Action> actions = Forwards.checked(balancing, old.loadBalancerArn(), request.defaultActions());
            changed.defaultActions(actions);
            balancing.rulesOf(old.listenerArn()).stream()
                    .filter(Rule::isDefault)
                    .forEach(rule ->
                            balancing.putRule(rule.toBuilder().actions(actions).build()));
        }
        balancing.listeners.put(old.listenerArn(), changed.build());
        return ModifyListenerResponse.builder().listeners(changed.build()).build();
    }

    private static SdkPojo delete(Call call, DeleteListenerRequest request) {
        Balancing balancing = call.region().balancing();
        balancing.listener(request.listenerArn());
        remove(balancing, request.listenerArn());
        return DeleteListenerResponse.builder().build();
    }

    static void remove(Balancing balancing, String arn) {
        balancing.rulesOf(arn).forEach(rule -> balancing.removeRule(rule.ruleArn()));
        balancing.listeners.remove(arn);
        balancing.tags.remove(arn);
    }
}
