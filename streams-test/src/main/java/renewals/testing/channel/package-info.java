/** Payment channels as their documentation says that they behave. */
@NullMarked
package renewals.testing.channel;

import org.jspecify.annotations.NullMarked;
