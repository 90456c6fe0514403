/** Performs what is due: webhooks and e-mail, at least once, each try with the same id. */
@NullMarked
package renewals.notifier.senders;

import org.jspecify.annotations.NullMarked;
