package io.ionroller.deploy.ec2.dns;

import io.ionroller.deploy.ec2.template.Installation;
import io.ionroller.deploy.ec2.template.ResourceNames;
import io.ionroller.engine.model.EnvironmentId;
import io.ionroller.engine.model.InvalidValueException;
import io.ionroller.engine.model.ServiceName;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Whose records are ours. Records have no tags, so it is in their set identifier, such as {@code ionroller:hello-7} (AWS: 1 to 128
 * characters), together with where they lead.
 */
public record RecordOwner(Installation installation, ServiceName service) {

    /** Not a slash: the SDK takes what is before one for the kind of an id and cuts it off. */
    private static final char SEPARATOR = ':';

    String identifier(EnvironmentId environment) {
        return installation.name() + SEPARATOR + environment;
    }

    /** The environment whose set identifier a record has, wherever it leads. */
    Optional<EnvironmentId> named(ResourceRecordSet set) {
        String prefix = installation.name() + SEPARATOR;
        if (set.setIdentifier() == null || !set.setIdentifier().startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EnvironmentId.parse(set.setIdentifier().substring(prefix.length())))
                    .filter(environment -> environment.service().equals(service));
        } catch (InvalidValueException notOurs) {
            return Optional.empty();
        }
    }

    /** The environment whose weighted alias a record is; empty when it is somebody else's, or leads elsewhere. */
    public Optional<EnvironmentId> of(ResourceRecordSet set) {
        return named(set)
                .filter(environment -> set.weight() != null
                        && set.aliasTarget() != null
                        && leadsTo(ResourceNames.of(installation, environment).loadBalancer(), set));
    }

    /** Names of balancers begin with what they are called: {@code [internal-]NAME-NUMBER.REGION...}. */
    private static boolean leadsTo(String balancer, ResourceRecordSet set) {
        return Alias.target(set).matches("(internal-)?" + Pattern.quote(balancer) + "-\\d+\\..*");
    }
}
