/**
 * The carriers' part of the graph: their status reports are judged in one place and sent to all
 * partitions.
 */
@NullMarked
package renewals.activation.carrier.stream;

import org.jspecify.annotations.NullMarked;
