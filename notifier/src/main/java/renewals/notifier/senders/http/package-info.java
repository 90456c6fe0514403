/** What senders that speak HTTP to hosts of others share. */
@NullMarked
package renewals.notifier.senders.http;

import org.jspecify.annotations.NullMarked;
