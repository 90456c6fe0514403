/** What a notice says, in the words of its kind, language and channel. */
@NullMarked
package renewals.notifier.domain.message;

import org.jspecify.annotations.NullMarked;
