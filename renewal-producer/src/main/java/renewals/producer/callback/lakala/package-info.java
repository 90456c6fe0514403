/** Notices of Lakala's cashier. */
@NullMarked
package renewals.producer.callback.lakala;

import org.jspecify.annotations.NullMarked;
