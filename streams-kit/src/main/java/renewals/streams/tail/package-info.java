/** Reads topics beside a stream, in no group: what is shown to people, or kept in memory. */
@NullMarked
package renewals.streams.tail;

import org.jspecify.annotations.NullMarked;
