/** Questions to payment channels: how they are signed, asked and what answers are. */
@NullMarked
package renewals.producer.callback.query;

import org.jspecify.annotations.NullMarked;
