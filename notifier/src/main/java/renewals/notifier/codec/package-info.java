/** Between bytes and the domain: Avro, JSON, headers and state values. */
@NullMarked
package renewals.notifier.codec;

import org.jspecify.annotations.NullMarked;
