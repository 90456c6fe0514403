/** What a sandbox has beside the services: a clock to move, partners and phones that answer. */
@NullMarked
package renewals.stack.sandbox;

import org.jspecify.annotations.NullMarked;
