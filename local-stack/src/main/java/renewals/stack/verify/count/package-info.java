/** What services count, and whether it adds up. */
@NullMarked
package renewals.stack.verify.count;

import org.jspecify.annotations.NullMarked;
