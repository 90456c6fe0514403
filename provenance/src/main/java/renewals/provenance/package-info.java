/** Judges by keys and parties whose word a record is, and whether it is theirs to say. */
@NullMarked
package renewals.provenance;

import org.jspecify.annotations.NullMarked;
