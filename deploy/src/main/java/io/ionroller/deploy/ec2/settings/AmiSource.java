package io.ionroller.deploy.ec2.settings;

/** Where the machine image of the instances comes from. It is resolved once per release. */
public sealed interface AmiSource {

    /** What to write in the settings. */
    String WANTED = "the id of an AMI such as ami-0123456789abcdef0, or ssm:/path of a parameter that holds one";

    /** One machine image. */
    record Id(String id) implements AmiSource {
        public Id {
            Shapes.need("ami", id, Shapes.AMI, WANTED);
        }
    }

    /** The machine image that a parameter of Systems Manager names at the time of the release. */
    record Parameter(String name) implements AmiSource {
        public Parameter {
            Shapes.need("ami", name, Shapes.PARAMETER, WANTED);
        }
    }

    /**
     * Reads {@code ami-...} or {@code ssm:/path}.
     *
     * @throws io.ionroller.engine.model.InvalidValueException if it is neither
     */
    static AmiSource parse(String text) {
        if (text.startsWith("ssm:")) {
            return new Parameter(Shapes.need("", text.substring("ssm:".length()), Shapes.PARAMETER, WANTED));
        }
        return new Id(Shapes.need("", text, Shapes.AMI, WANTED));
    }
}
