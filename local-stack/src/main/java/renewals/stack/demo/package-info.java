/** The demonstration: plays the simulation, shows it live, prints what held. */
@NullMarked
package renewals.stack.demo;

import org.jspecify.annotations.NullMarked;
