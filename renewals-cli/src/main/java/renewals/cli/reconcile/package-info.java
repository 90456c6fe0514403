/** {@code ./renewals reconcile}: what nobody can know of payments, until an operator marks it. */
@NullMarked
package renewals.cli.reconcile;

import org.jspecify.annotations.NullMarked;
