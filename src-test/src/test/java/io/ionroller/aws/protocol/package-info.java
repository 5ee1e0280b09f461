/**
 * AWS's wire forms, spoken by the side of the server: query, EC2 query, REST-XML, S3's own kind of it, and JSON 1.1.
 *
 * <p>No shape is written by hand. Requests are decoded and answers encoded by walking {@code SdkPojo.sdkFields()}, the same
 * metadata from which the SDK's own marshallers work; operations, paths and target prefixes come from AWS's models.
 */
@NullMarked
package io.ionroller.aws.protocol;

import org.jspecify.annotations.NullMarked;
