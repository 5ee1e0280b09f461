/**
 * AWS's own service models ({@code com.amazonaws:aws-java-sdk-models}), and the checks of requests, answers and error codes
 * against them. What a member must look like is never our reading of the documentation.
 */
@NullMarked
package io.ionroller.aws.model;

import org.jspecify.annotations.NullMarked;
