/** Outputs as news of a merchant, and the stored form of what is kept of them. */
@NullMarked
package renewals.activation.merchant.codec;

import org.jspecify.annotations.NullMarked;
