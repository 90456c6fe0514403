/** Runs contenders one at a time on one broker, and measures them from outside. */
@NullMarked
package renewals.bench.measure;

import org.jspecify.annotations.NullMarked;
