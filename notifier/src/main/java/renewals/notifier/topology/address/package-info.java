/** What is known of merchants' addresses beside the contact itself. */
@NullMarked
package renewals.notifier.topology.address;

import org.jspecify.annotations.NullMarked;
