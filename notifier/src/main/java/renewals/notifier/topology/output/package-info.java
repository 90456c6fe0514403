/** What leaves the processor: records and counts. */
@NullMarked
package renewals.notifier.topology.output;

import org.jspecify.annotations.NullMarked;
