/** Events as JSON, with the names of their Avro fields. */
@NullMarked
package renewals.schemas.json;

import org.jspecify.annotations.NullMarked;
