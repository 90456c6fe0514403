/** Terminals are told what they show. */
@NullMarked
package renewals.notifier.topology.terminal;

import org.jspecify.annotations.NullMarked;
