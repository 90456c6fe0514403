/** What all partitions learnt, fitted into estimates. */
@NullMarked
package renewals.activation.estimate.fit;

import org.jspecify.annotations.NullMarked;
