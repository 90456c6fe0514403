/** The intake: everything that comes in. */
@NullMarked
package renewals.producer;

import org.jspecify.annotations.NullMarked;
