/** Asks activation-stream, and shows what it says as people read it. */
@NullMarked
package renewals.cli.query;

import org.jspecify.annotations.NullMarked;
