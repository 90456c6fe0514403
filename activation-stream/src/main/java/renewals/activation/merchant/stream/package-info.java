/** The reader that follows the outputs and keeps which renewals and cards each merchant has. */
@NullMarked
package renewals.activation.merchant.stream;

import org.jspecify.annotations.NullMarked;
