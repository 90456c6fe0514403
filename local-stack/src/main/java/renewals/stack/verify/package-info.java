/** Holds what came out against what must have come. */
@NullMarked
package renewals.stack.verify;

import org.jspecify.annotations.NullMarked;
