/** Secrets that contacts name, and the merchants that each belongs to. */
@NullMarked
package renewals.notifier.senders.secrets;

import org.jspecify.annotations.NullMarked;
