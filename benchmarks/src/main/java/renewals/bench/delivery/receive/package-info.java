/** Those who get the notices: they answer as planned, and note what came when. */
@NullMarked
package renewals.bench.delivery.receive;

import org.jspecify.annotations.NullMarked;
