/** Plays the simulation against a local stack, shows it live, and checks the promises. */
@NullMarked
package renewals.stack.demo;

import org.jspecify.annotations.NullMarked;
