/** Which notices there will be, and to whom: known before anything is sent. */
@NullMarked
package renewals.bench.delivery.plan;

import org.jspecify.annotations.NullMarked;
