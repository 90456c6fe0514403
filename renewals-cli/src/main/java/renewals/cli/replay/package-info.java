/** Puts dead letters back where they came from. */
@NullMarked
package renewals.cli.replay;

import org.jspecify.annotations.NullMarked;
