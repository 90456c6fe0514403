/** The contenders, each run in a JVM of its own. */
@NullMarked
package renewals.bench.rival;

import org.jspecify.annotations.NullMarked;
