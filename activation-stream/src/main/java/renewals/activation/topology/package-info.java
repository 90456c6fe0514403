/** The graph of the pipeline: its processors, its stores, and nothing that decides. */
@NullMarked
package renewals.activation.topology;

import org.jspecify.annotations.NullMarked;
