/** When a merchant may be told, in his zone. Knows the JDK only. */
@NullMarked
package renewals.notifier.domain.timing;

import org.jspecify.annotations.NullMarked;
