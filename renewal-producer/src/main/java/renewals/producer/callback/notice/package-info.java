/** What the notices of all payment channels have in common: proof, age, order number, amounts. */
@NullMarked
package renewals.producer.callback.notice;

import org.jspecify.annotations.NullMarked;
