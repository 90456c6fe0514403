/** Who said a record, proven by what travels with it. Knows no Kafka. */
@NullMarked
package renewals.parties.proof;

import org.jspecify.annotations.NullMarked;
