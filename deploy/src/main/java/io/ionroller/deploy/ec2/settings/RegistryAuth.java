package io.ionroller.deploy.ec2.settings;

import io.ionroller.deploy.settings.SettingsReader;
import java.util.Optional;

/** How an instance may pull the image. */
public sealed interface RegistryAuth {

    /** Anybody may pull it. */
    record None() implements RegistryAuth {}

    /** With a token of Amazon ECR that the instance profile may ask for. */
    record Ecr() implements RegistryAuth {}

    /**
     * With a file of credentials.
     *
     * @param secret a {@code .dockercfg} or a {@code config.json} of Docker
     */
    record Dockercfg(SecretReference secret) implements RegistryAuth {}

    static RegistryAuth read(SettingsReader reader, ImageSource image) {
        if (!reader.has("registry_auth") || reader.isText("registry_auth")) {
            RegistryAuth auth =
                    reader.value("registry_auth", RegistryAuth::parse).orElse(new None());
            if (auth instanceof Ecr && image.ecrRegion().isEmpty() && !reader.refused("image")) {
                reader.refuse("registry_auth", "ecr", "an image of 123456789012.dkr.ecr.REGION.amazonaws.com, or none");
            }
            return auth;
        }
        return reader.object("registry_auth")
                .flatMap(auth -> auth.value("dockercfg_secret", SecretReference::parse)
                        .or(() -> {
                            auth.required("dockercfg_secret", Optional.empty(), SecretReference.WANTED, "");
                            return Optional.empty();
                        }))
                .<RegistryAuth>map(Dockercfg::new)
                .orElse(new None());
    }

    private static RegistryAuth parse(String text) {
        return switch (text) {
            case "none" -> new None();
            case "ecr" -> new Ecr();
            default -> throw Shapes.refusal("", text, "\"none\", \"ecr\" or {\"dockercfg_secret\": \"ssm:/path\"}");
        };
    }
}
