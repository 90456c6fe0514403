/** The broker that terminals listen to. */
@NullMarked
package renewals.doubles.terminal;

import org.jspecify.annotations.NullMarked;
