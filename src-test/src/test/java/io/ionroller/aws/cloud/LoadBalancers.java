package io.ionroller.aws.cloud;

/** ELBv2. */
public final class LoadBalancers {

    private LoadBalancers() {}

    public static Actions actions() {
        Actions actions = new Actions();
        BalancerActions.addTo(actions);
        ListenerActions.addTo(actions);
        RuleActions.addTo(actions);
        TargetGroupActions.addTo(actions);
        TargetGroupAttributes.addTo(actions);
        TargetActions.addTo(actions);
        BalancerTags.addTo(actions);
        return actions;
    }
}
