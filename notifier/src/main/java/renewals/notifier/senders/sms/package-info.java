/** SMS: what every provider must be able to do, and how fast it is asked to. */
@NullMarked
package renewals.notifier.senders.sms;

import org.jspecify.annotations.NullMarked;
