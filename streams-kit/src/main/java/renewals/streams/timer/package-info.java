/** What falls due, kept in a store in order of time. */
@NullMarked
package renewals.streams.timer;

import org.jspecify.annotations.NullMarked;
