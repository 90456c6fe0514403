/** A year of some shops in a sandbox, of which the promises are checked. */
@NullMarked
package renewals.stack.year;

import org.jspecify.annotations.NullMarked;
