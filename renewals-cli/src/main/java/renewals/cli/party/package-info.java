/** {@code ./renewals party}: works on the file of parties. */
@NullMarked
package renewals.cli.party;

import org.jspecify.annotations.NullMarked;
