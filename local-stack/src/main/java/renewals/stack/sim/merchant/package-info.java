/** Merchants: mail boxes and webhooks that take notices, and refuse some. */
@NullMarked
package renewals.stack.sim.merchant;

import org.jspecify.annotations.NullMarked;
