/** Clocks that stand still while a carrier does. */
@NullMarked
package renewals.activation.estimate.clock;

import org.jspecify.annotations.NullMarked;
