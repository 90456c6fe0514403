/** Spans of records that are read. */
@NullMarked
package renewals.streams.trace;

import org.jspecify.annotations.NullMarked;
