/** Whose certificates are believed. */
@NullMarked
package renewals.notifier.senders.tls;

import org.jspecify.annotations.NullMarked;
