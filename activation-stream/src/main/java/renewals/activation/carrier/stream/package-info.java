/**
 * The carriers' part of the graph: their reports are judged in one place and told to all
 * partitions.
 */
@NullMarked
package renewals.activation.carrier.stream;

import org.jspecify.annotations.NullMarked;
