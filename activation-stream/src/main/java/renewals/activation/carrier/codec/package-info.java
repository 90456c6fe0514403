/** Between carriers' reports, the contract's events, and stored state. */
@NullMarked
package renewals.activation.carrier.codec;

import org.jspecify.annotations.NullMarked;
