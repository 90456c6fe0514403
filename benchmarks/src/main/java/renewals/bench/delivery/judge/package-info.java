/** What became of each notice, seen from outside, and whether it is what was promised. */
@NullMarked
package renewals.bench.delivery.judge;

import org.jspecify.annotations.NullMarked;
