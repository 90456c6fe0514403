/** Parties, their keys and rights, and whether one may say an event. Knows no file and no HTTP. */
@NullMarked
package renewals.parties.model;

import org.jspecify.annotations.NullMarked;
