/** What a merchant's card terminal shows of its data card. */
@NullMarked
package renewals.notifier.domain.terminal;

import org.jspecify.annotations.NullMarked;
