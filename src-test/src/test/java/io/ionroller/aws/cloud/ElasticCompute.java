package io.ionroller.aws.cloud;

/** EC2. */
public final class ElasticCompute {

    private ElasticCompute() {}

    public static Actions actions() {
        Actions actions = new Actions();
        Ec2Network.addTo(actions);
        Ec2Images.addTo(actions);
        Ec2Instances.addTo(actions);
        Ec2Templates.addTo(actions);
        Ec2Tags.addTo(actions);
        return actions;
    }
}
