package io.ionroller.deploy.ec2.traffic;

/** Whose a rule is, and what for. */
public enum RuleKind {
    /** A configuration names it: without target groups it answers 503. */
    GIVEN,
    /** The engine has made it: it goes with its last target group. */
    MADE,
    /** The engine has made it for test requests: its weights are no traffic. */
    TEST
}
