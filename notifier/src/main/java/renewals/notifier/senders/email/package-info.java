/** Notices by e-mail. */
@NullMarked
package renewals.notifier.senders.email;

import org.jspecify.annotations.NullMarked;
