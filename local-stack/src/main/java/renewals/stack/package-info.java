/** The whole pipeline on one machine: its parts, their ports, its services. */
@NullMarked
package renewals.stack;

import org.jspecify.annotations.NullMarked;
