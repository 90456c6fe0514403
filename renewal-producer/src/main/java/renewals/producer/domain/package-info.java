/** What the intake remembers and whom it asks: facts, nonces, who speaks. */
@NullMarked
package renewals.producer.domain;

import org.jspecify.annotations.NullMarked;
