/** What the contract demands of an event, whoever sent it. */
@NullMarked
package renewals.schemas.contract;

import org.jspecify.annotations.NullMarked;
