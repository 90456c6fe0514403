/** What publishing an event means, whatever carries it: identity, content, outcome. */
@NullMarked
package renewals.producer.domain;

import org.jspecify.annotations.NullMarked;
