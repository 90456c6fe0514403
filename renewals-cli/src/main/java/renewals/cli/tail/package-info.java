/** Reads the output topics as JSON, a line for each record. */
@NullMarked
package renewals.cli.tail;

import org.jspecify.annotations.NullMarked;
