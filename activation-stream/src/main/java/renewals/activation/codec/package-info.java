/** Events and state as bytes: Avro on the topics, a compact versioned form in the stores. */
@NullMarked
package renewals.activation.codec;

import org.jspecify.annotations.NullMarked;
