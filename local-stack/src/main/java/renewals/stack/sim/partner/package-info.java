/** Channels and carriers: they send what a scenario says and note what was acknowledged. */
@NullMarked
package renewals.stack.sim.partner;

import org.jspecify.annotations.NullMarked;
