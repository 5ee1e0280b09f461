package io.ionroller.aws;

import io.ionroller.aws.cloud.AccessManagement;
import io.ionroller.aws.cloud.Actions;
import io.ionroller.aws.cloud.AutoScaling;
import io.ionroller.aws.cloud.ContainerRegistry;
import io.ionroller.aws.cloud.ElasticCompute;
import io.ionroller.aws.cloud.LoadBalancers;
import io.ionroller.aws.cloud.Metrics;
import io.ionroller.aws.cloud.NameService;
import io.ionroller.aws.cloud.ObjectStorage;
import io.ionroller.aws.cloud.Parameters;
import io.ionroller.aws.cloud.SecurityTokens;
import io.ionroller.aws.cloud.ServiceLimits;
import io.ionroller.aws.model.ModelCheck;
import io.ionroller.aws.model.ServiceModel;
import io.ionroller.aws.protocol.Wire;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The services of the endpoint: the name with which requests are signed, AWS's model, and the actions there are. */
enum Service {
    EC2("ec2", "ec2-2016-11-15", ElasticCompute::actions),
    AUTO_SCALING("autoscaling", "autoscaling-2011-01-01", AutoScaling::actions),
    STS("sts", "sts-2011-06-15", SecurityTokens::actions),
    ELASTIC_LOAD_BALANCING("elasticloadbalancing", "elasticloadbalancing-2015-12-01", LoadBalancers::actions),
    ROUTE_53("route53", "route53-2013-04-01", NameService::actions),
    S3("s3", "s3-2006-03-01", ObjectStorage::actions),
    CLOUD_WATCH("monitoring", "monitoring-2010-08-01", Metrics::actions),
    ECR("ecr", "api.ecr-2015-09-21", ContainerRegistry::actions),
    SSM("ssm", "ssm-2014-11-06", Parameters::actions),
    IAM("iam", "iam-2010-05-08", AccessManagement::actions),
    SERVICE_QUOTAS("servicequotas", "service-quotas-2019-06-24", ServiceLimits::actions);

    private final String signingName;
    private final String modelName;
    private final Supplier<Actions> meaning;
    private volatile Parts parts;

    /** Made when first asked for: models are large. */
    private record Parts(ServiceModel model, Wire wire, ModelCheck check, Actions actions) {}

    Service(String signingName, String modelName, Supplier<Actions> meaning) {
        this.signingName = signingName;
        this.modelName = modelName;
        this.meaning = meaning;
    }

    static Optional<Service> signedAs(String name) {
        return Arrays.stream(values())
                .filter(service -> service.signingName.equals(name))
                .findFirst();
    }

    String signingName() {
        return signingName;
    }

    ServiceModel model() {
        return parts().model();
    }

    Wire wire() {
        return parts().wire();
    }

    ModelCheck check() {
        return parts().check();
    }

    Actions actions() {
        return parts().actions();
    }

    private Parts parts() {
        Parts made = parts;
        if (made == null) {
            ServiceModel model = ServiceModel.named(modelName);
            made = new Parts(model, Wire.of(model), new ModelCheck(model), meaning.get());
            parts = made;
        }
        return made;
    }

    /** The errors that come from the front of a service, which differ between services. */
    CommonErrors errors() {
        return CommonErrors.of(this);
    }
}
