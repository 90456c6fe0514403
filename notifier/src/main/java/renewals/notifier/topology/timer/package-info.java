/** What falls due, in order of time, in a state store. */
@NullMarked
package renewals.notifier.topology.timer;

import org.jspecify.annotations.NullMarked;
