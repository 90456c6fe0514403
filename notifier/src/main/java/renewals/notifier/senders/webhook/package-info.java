/** Notices by webhook, signed as Standard Webhooks demands. */
@NullMarked
package renewals.notifier.senders.webhook;

import org.jspecify.annotations.NullMarked;
