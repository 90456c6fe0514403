/** {@code ./renewals dead-letters}: what could not be processed, looked at and sent back. */
@NullMarked
package renewals.cli.letters;

import org.jspecify.annotations.NullMarked;
