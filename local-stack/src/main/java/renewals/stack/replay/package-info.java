/** Puts dead letters back where they came from. */
@NullMarked
package renewals.stack.replay;

import org.jspecify.annotations.NullMarked;
