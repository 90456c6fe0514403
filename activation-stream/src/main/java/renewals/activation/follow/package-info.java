/** Reads committed topics beside the stream, for what the pages show. */
@NullMarked
package renewals.activation.follow;

import org.jspecify.annotations.NullMarked;
