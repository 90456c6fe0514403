/** What becomes of a notice, step by step, and by which channels. Decides; performs nothing. */
@NullMarked
package renewals.notifier.domain.delivery;

import org.jspecify.annotations.NullMarked;
