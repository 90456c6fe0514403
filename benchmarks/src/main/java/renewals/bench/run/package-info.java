/** Runs one contender on a broker of its own, and watches its process. */
@NullMarked
package renewals.bench.run;

import org.jspecify.annotations.NullMarked;
