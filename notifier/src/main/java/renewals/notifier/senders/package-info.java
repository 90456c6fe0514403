/** Performs what is due: the senders of one instance, put together. */
@NullMarked
package renewals.notifier.senders;

import org.jspecify.annotations.NullMarked;
