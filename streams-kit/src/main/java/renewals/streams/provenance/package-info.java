/** Has each record's proof judged where it is first read. */
@NullMarked
package renewals.streams.provenance;

import org.jspecify.annotations.NullMarked;
