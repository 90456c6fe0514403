/** Records as they were read, and what becomes of those that can't be taken. */
@NullMarked
package renewals.streams.record;

import org.jspecify.annotations.NullMarked;
