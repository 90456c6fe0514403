/** What stores of the notifier hold, as bytes. */
@NullMarked
package renewals.notifier.codec.state;

import org.jspecify.annotations.NullMarked;
