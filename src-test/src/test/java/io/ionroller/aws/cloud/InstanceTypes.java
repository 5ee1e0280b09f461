package io.ionroller.aws.cloud;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** The instance types on offer: a few of the usual ones. Figures: aws.amazon.com/ec2/instance-types. */
final class InstanceTypes {

    private record Size(int vcpus, int mebibytes) {}

    private static final Map<String, Size> SIZES = new TreeMap<>(Map.of(
            "t3.micro", new Size(2, 1024),
            "t3.small", new Size(2, 2048),
            "t3.medium", new Size(2, 4096),
            "t3.large", new Size(2, 8192),
            "t4g.small", new Size(2, 2048),
            "m5.large", new Size(2, 8192),
            "m6g.large", new Size(2, 8192),
            "m5.xlarge", new Size(4, 16_384),
            "c5.2xlarge", new Size(8, 16_384)));

    private InstanceTypes() {}

    static boolean exists(String type) {
        return SIZES.containsKey(type);
    }

    static int vcpus(String type) {
        return SIZES.getOrDefault(type, new Size(2, 0)).vcpus();
    }

    static List<String> names() {
        return List.copyOf(SIZES.keySet());
    }

    static InstanceTypeInfo info(String type) {
        Size size = SIZES.get(type);
        boolean arm = type.matches("[a-z]+\\d+g.*");
        return InstanceTypeInfo.builder()
                .instanceType(type)
                .currentGeneration(true)
                .vCpuInfo(info -> info.defaultVCpus(size.vcpus()))
                .memoryInfo(info -> info.sizeInMiB((long) size.mebibytes()))
                .processorInfo(
                        info -> info.supportedArchitectures(arm ? ArchitectureType.ARM64 : ArchitectureType.X86_64))
                .build();
    }
}
