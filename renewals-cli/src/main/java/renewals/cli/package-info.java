/** The command line that ships: services, events in, outputs out, topics, queries. */
@NullMarked
package renewals.cli;

import org.jspecify.annotations.NullMarked;
