package io.ionroller.aws.cloud;

import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** What a region keeps ready: container images by {@code repository@digest}, and parameters by name. */
final class Shelf {

    final Table<Repository> repositories;
    final Table<ImageDetail> images;
    final Table<Parameter> parameters;

    Shelf(Cloud cloud) {
        this.repositories = cloud.table();
        this.images = cloud.table();
        this.parameters = cloud.table();
    }
}
