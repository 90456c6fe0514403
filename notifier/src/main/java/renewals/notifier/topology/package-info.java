/** The graph, its processors and their state. */
@NullMarked
package renewals.notifier.topology;

import org.jspecify.annotations.NullMarked;
