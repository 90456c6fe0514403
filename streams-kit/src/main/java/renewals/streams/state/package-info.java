/** State that is written whole or not at all. */
@NullMarked
package renewals.streams.state;

import org.jspecify.annotations.NullMarked;
