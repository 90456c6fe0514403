/** What of a channel is asked when, and what its answer means for the next question. */
@NullMarked
package renewals.producer.reconcile.rules;

import org.jspecify.annotations.NullMarked;
