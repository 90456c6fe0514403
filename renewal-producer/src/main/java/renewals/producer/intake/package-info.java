/** One event from text to acknowledgement, whatever it came through. */
@NullMarked
package renewals.producer.intake;

import org.jspecify.annotations.NullMarked;
