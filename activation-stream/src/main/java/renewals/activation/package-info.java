/** The activation stream: joins renewals, payments and reviews into activations. */
@NullMarked
package renewals.activation;

import org.jspecify.annotations.NullMarked;
