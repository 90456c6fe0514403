/** The traces of notices. */
@NullMarked
package renewals.notifier.topology.trace;

import org.jspecify.annotations.NullMarked;
