/**
 * Brings what is due to its sender and what came of it back: at least once, each try with the same
 * id.
 */
@NullMarked
package renewals.notifier.senders.dispatch;

import org.jspecify.annotations.NullMarked;
