/** Start, stop, health and what happens when something fails. */
@NullMarked
package renewals.notifier.runtime;

import org.jspecify.annotations.NullMarked;
