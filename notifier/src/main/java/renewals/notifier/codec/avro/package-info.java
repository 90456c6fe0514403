/** Between records of topics and the domain: keys, Avro values and headers. */
@NullMarked
package renewals.notifier.codec.avro;

import org.jspecify.annotations.NullMarked;
