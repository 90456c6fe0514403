/** What terminals show, by MQTT 5. */
@NullMarked
package renewals.notifier.senders.terminal;

import org.jspecify.annotations.NullMarked;
