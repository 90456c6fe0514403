/**
 * Traces what services do, without a word of who writes traces down: that is the module {@code
 * tracing}, which a library of this kit's needn't have.
 */
@NullMarked
package renewals.kit.tracing;

import org.jspecify.annotations.NullMarked;
