/** {@code ./renewals notices}: what merchants were told, and telling them again. */
@NullMarked
package renewals.cli.notices;

import org.jspecify.annotations.NullMarked;
