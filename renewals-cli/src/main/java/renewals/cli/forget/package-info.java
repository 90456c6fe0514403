/** {@code ./renewals forget}. */
@NullMarked
package renewals.cli.forget;

import org.jspecify.annotations.NullMarked;
