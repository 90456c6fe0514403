/** The command line: reads options and settings, calls what does the work, prints the outcome. */
@NullMarked
package renewals.stack.cli;

import org.jspecify.annotations.NullMarked;
