/** The Confluent wire format and the schema registry behind it. */
@NullMarked
package renewals.schemas.wire;

import org.jspecify.annotations.NullMarked;
