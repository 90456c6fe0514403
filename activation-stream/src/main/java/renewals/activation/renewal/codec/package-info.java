/** Between a renewal's facts and case, the contract's events, and stored state. */
@NullMarked
package renewals.activation.renewal.codec;

import org.jspecify.annotations.NullMarked;
