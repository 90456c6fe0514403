/** Which signatures have been used, over all instances and restarts, by a topic. */
@NullMarked
package renewals.producer.nonce;

import org.jspecify.annotations.NullMarked;
