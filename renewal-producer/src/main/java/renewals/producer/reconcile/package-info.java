/** Asks for what payment channels forgot to send. */
@NullMarked
package renewals.producer.reconcile;

import org.jspecify.annotations.NullMarked;
