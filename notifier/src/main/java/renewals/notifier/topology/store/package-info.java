/** State of a partition: stores, their names and keys. */
@NullMarked
package renewals.notifier.topology.store;

import org.jspecify.annotations.NullMarked;
