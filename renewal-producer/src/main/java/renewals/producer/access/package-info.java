/** Who may come in over HTTP: credentials, limits, refusals. */
@NullMarked
package renewals.producer.access;

import org.jspecify.annotations.NullMarked;
