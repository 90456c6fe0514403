/**
 * Simulated channels, carriers and merchants, with a record of their own of what they sent and got.
 * Knows nothing of how the pipeline decides.
 */
@NullMarked
package renewals.stack.sim;

import org.jspecify.annotations.NullMarked;
