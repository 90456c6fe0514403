/** Holds what the query API says against what the simulation knows. */
@NullMarked
package renewals.stack.verify.query;

import org.jspecify.annotations.NullMarked;
