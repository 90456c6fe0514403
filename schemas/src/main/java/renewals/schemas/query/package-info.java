/** What activation-stream's query API answers, for the service that says it and those who ask. */
@NullMarked
package renewals.schemas.query;

import org.jspecify.annotations.NullMarked;
