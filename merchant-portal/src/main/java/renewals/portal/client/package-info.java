/** Asks activation-stream. */
@NullMarked
package renewals.portal.client;

import org.jspecify.annotations.NullMarked;
