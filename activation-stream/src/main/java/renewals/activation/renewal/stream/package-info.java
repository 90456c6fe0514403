/** The renewals' part of the graph: one case for each renewal. */
@NullMarked
package renewals.activation.renewal.stream;

import org.jspecify.annotations.NullMarked;
