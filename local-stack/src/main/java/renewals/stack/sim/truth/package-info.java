/** The model that says what must come of what was sent; shares no code with the pipeline. */
@NullMarked
package renewals.stack.sim.truth;

import org.jspecify.annotations.NullMarked;
