/** SMS by SMPP 3.4, the protocol of operators' own ports. */
@NullMarked
package renewals.notifier.senders.sms.smpp;

import org.jspecify.annotations.NullMarked;
