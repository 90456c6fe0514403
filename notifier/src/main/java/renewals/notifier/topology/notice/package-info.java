/** Open notices from their composition to their receipt, and what they are decided by. */
@NullMarked
package renewals.notifier.topology.notice;

import org.jspecify.annotations.NullMarked;
