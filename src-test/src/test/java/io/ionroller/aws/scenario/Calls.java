package io.ionroller.aws.scenario;

/**
 * Which calls are meant; everywhere {@code *} stands for anything.
 *
 * @param service its signing name, such as {@code elasticloadbalancing}
 */
public record Calls(String service, String action, String account, String region) {

    public static Calls all() {
        return new Calls("*", "*", "*", "*");
    }

    public static Calls of(String service, String action) {
        return new Calls(service, action, "*", "*");
    }

    public boolean include(String service, String action, String account, String region) {
        return new Glob(this.service).matches(service)
                && new Glob(this.action).matches(action)
                && new Glob(this.account).matches(account)
                && new Glob(this.region).matches(region);
    }
}
