/** Container registries other than Amazon ECR, as far as the engine asks them: which image a tag names now. */
@NullMarked
package io.ionroller.deploy.registry;

import org.jspecify.annotations.NullMarked;
