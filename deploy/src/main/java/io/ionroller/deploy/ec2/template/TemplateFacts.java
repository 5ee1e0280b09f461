package io.ionroller.deploy.ec2.template;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * What was resolved for a release, by name, as its launch template holds it: the template is made once and never changed, so it
 * tells the same whenever it is asked, also when the process that resolved it is gone and the tag names another image by now.
 */
public final class TemplateFacts {

    /** The container image by its content, {@code registry/app@sha256:...}. */
    public static final String IMAGE = "image";
    /** The id of the machine image. */
    public static final String AMI = "ami";

    private TemplateFacts() {}

    /** Of a template that is being made. */
    public static Map<String, String> of(RequestLaunchTemplateData data) {
        return of(data.imageId(), data.userData());
    }

    /** Of a template that is there. What it does not hold is left out. */
    public static Map<String, String> of(ResponseLaunchTemplateData data) {
        return of(data.imageId(), data.userData());
    }

    private static Map<String, String> of(@Nullable String ami, @Nullable String userData) {
        Map<String, String> facts = new TreeMap<>();
        if (ami != null) {
            facts.put(AMI, ami);
        }
        if (userData != null) {
            UserData.image(userData).ifPresent(image -> facts.put(IMAGE, image));
        }
        return facts;
    }
}
