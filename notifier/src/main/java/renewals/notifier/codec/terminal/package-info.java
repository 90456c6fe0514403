/** That as the JSON that terminals read. */
@NullMarked
package renewals.notifier.codec.terminal;

import org.jspecify.annotations.NullMarked;
