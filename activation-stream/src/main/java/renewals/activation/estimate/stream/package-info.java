/** Estimates within the graph: learnt at each step, gathered on every instance. */
@NullMarked
package renewals.activation.estimate.stream;

import org.jspecify.annotations.NullMarked;
