/**
 * What the topic {@code reconcile-due} holds: renewals of which a payment channel is to be asked.
 */
@NullMarked
package renewals.schemas.reconcile;

import org.jspecify.annotations.NullMarked;
