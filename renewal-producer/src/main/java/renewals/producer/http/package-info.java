/** Events over HTTP. */
@NullMarked
package renewals.producer.http;

import org.jspecify.annotations.NullMarked;
