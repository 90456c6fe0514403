/** The commands that only a checkout has: {@code demo} and {@code up}. */
@NullMarked
package renewals.stack.command;

import org.jspecify.annotations.NullMarked;
