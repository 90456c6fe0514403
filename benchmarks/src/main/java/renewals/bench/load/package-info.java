/** The events that every contender reads, and what must come out of them. */
@NullMarked
package renewals.bench.load;

import org.jspecify.annotations.NullMarked;
